package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Bodies of {@code POST /networks/create}, {@code /networks/ID/connect} and {@code /networks/ID/disconnect}. */
public record NetworkCreate(
        @Nullable String name,
        @Nullable String driver,
        @Nullable String scope,
        @JsonProperty("EnableIPv6") @Nullable Boolean enableIpv6,
        @JsonProperty("IPAM") @Nullable Ipam ipam,
        boolean internal,
        boolean attachable,
        boolean ingress,
        boolean configOnly,
        @Nullable ConfigFrom configFrom,
        @JsonSetter(contentNulls = Nulls.AS_EMPTY) @Nullable Map<String, String> options,
        @JsonSetter(contentNulls = Nulls.AS_EMPTY) @Nullable Map<String, String> labels) {
    public record Ipam(
            @Nullable String driver,
            @Nullable List<Pool> config,
            @Nullable Map<String, String> options) {}

    public record Pool(
            @Nullable String subnet,
            @JsonProperty("IPRange") @Nullable String ipRange,
            @Nullable String gateway,

            @JsonSetter(contentNulls = Nulls.AS_EMPTY) @Nullable
            Map<String, String> auxiliaryAddresses) {}

    public record ConfigFrom(@Nullable String network) {}

    public record Connect(
            @Nullable String container, @Nullable JsonNode endpointConfig) {}

    public record Disconnect(@Nullable String container, boolean force) {}

    /** The answer. */
    public record Made(String id, String warning) {}
}
