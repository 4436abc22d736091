package dev.drydock.web.engineapi.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A network in {@code GET /networks} and {@code GET /networks/ID}. */
public record NetworkBody(
        String name,
        String id,
        String created,
        String scope,
        String driver,
        @JsonProperty("EnableIPv4") boolean enableIpv4,
        @JsonProperty("EnableIPv6") boolean enableIpv6,
        @JsonProperty("IPAM") Ipam ipam,
        boolean internal,
        boolean attachable,
        boolean ingress,
        ConfigFrom configFrom,
        boolean configOnly,
        Map<String, Member> containers,
        Map<String, String> options,
        Map<String, String> labels) {
    public record Ipam(String driver, @Nullable Map<String, String> options, List<Pool> config) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Pool(
            String subnet,
            @JsonProperty("IPRange") String ipRange,
            String gateway,
            Map<String, String> auxiliaryAddresses) {}

    public record ConfigFrom(String network) {}

    public record Member(
            String name,
            @JsonProperty("EndpointID") String endpointId,
            String macAddress,
            @JsonProperty("IPv4Address") String ipv4Address,
            @JsonProperty("IPv6Address") String ipv6Address) {}
}
