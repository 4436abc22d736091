package dev.drydock.core.distribution;

import dev.drydock.core.error.EngineException.InvalidParameter;
import dev.drydock.core.error.GoNumbers;
import dev.drydock.core.oci.OciJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a lab's {@code daemon.json} says of registries; everything else in it is left alone.
 *
 * @param mirrors of Docker Hub, in the order in which they are tried
 * @param insecure {@code HOST} or {@code HOST:PORT} in lower case, and address ranges, as they are written
 */
public record DaemonSettings(List<URI> mirrors, List<String> insecure) {
    public static final DaemonSettings DEFAULT = new DaemonSettings(List.of(), List.of());
    private static final int MOST = 32;
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?(:[0-9]{1,5})?");
    private static final Pattern RANGE = Pattern.compile("[0-9A-Fa-f.:]{2,39}/[0-9]{1,3}");
    /** What Jackson says of a character that does not belong where it is. */
    private static final Pattern UNEXPECTED = Pattern.compile(
            "(?:Unexpected character \\('|Unexpected close marker '|Unrecognized token ')(.).*", Pattern.DOTALL);

    public DaemonSettings {
        mirrors = List.copyOf(mirrors);
        insecure = List.copyOf(insecure);
    }

    /** @throws InvalidParameter with dockerd's reason */
    static DaemonSettings parse(byte[] json) {
        JsonNode root = document(json);
        if (!root.isObject()) {
            throw new InvalidParameter(
                    "json: cannot unmarshal " + kind(root) + " into Go value of type map[string]interface {}");
        }
        List<URI> mirrors = new ArrayList<>();
        for (String text : texts(root, "registry-mirrors")) {
            mirrors.add(mirror(text));
        }
        List<String> insecure = new ArrayList<>();
        for (String text : texts(root, "insecure-registries")) {
            insecure.add(insecure(text));
        }
        return new DaemonSettings(mirrors, insecure);
    }

    private static JsonNode document(byte[] json) {
        try {
            return OciJson.read(json, JsonNode.class, DaemonFile.PATH);
        } catch (InvalidParameter e) {
            String message = String.valueOf(e.getMessage());
            Matcher unexpected = UNEXPECTED.matcher(message.substring(message.indexOf(": ") + 2));
            if (unexpected.matches()) {
                throw new InvalidParameter(
                        "invalid character '" + RegistryErrors.clean(unexpected.group(1))
                                + "' looking for beginning of value",
                        e);
            }
            String reason = message.contains("No content") ? "EOF" : "unexpected EOF";
            throw new InvalidParameter(message.contains("end-of-input") ? reason : "invalid JSON", e);
        }
    }

    private static String kind(JsonNode node) {
        return node.isNumber() ? "number" : node.getNodeType().name().toLowerCase(Locale.ROOT);
    }

    private static List<String> texts(JsonNode root, String member) {
        JsonNode list = root.path(member);
        List<String> texts = new ArrayList<>();
        if (list.isMissingNode() || list.isNull()) {
            return texts;
        }
        if (!list.isArray()) {
            throw misfit(list, member, "[]string");
        }
        for (JsonNode one : list) {
            if (!one.isString()) {
                throw misfit(one, member, "string");
            }
            texts.add(one.asString());
        }
        if (texts.size() > MOST) {
            throw new InvalidParameter(member + " has more than " + MOST + " entries");
        }
        return texts;
    }

    private static InvalidParameter misfit(JsonNode value, String member, String type) {
        return new InvalidParameter("json: cannot unmarshal " + kind(value) + " into Go struct field Config." + member
                + " of type " + type);
    }

    /** As dockerd judges them. */
    private static URI mirror(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw new InvalidParameter("invalid mirror: " + quote(text) + " is not a valid URI", e);
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme();
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new InvalidParameter("invalid mirror: unsupported scheme " + quote(scheme) + " in " + quote(text));
        }
        boolean hasPath = uri.getRawPath() != null
                && !uri.getRawPath().isEmpty()
                && !uri.getRawPath().equals("/");
        if (hasPath || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw new InvalidParameter("invalid mirror: path, query, or fragment at end of the URI " + quote(text));
        }
        if (uri.getRawUserInfo() != null) {
            String user = uri.getRawUserInfo().replaceFirst(":.*", ":xxxxx");
            throw new InvalidParameter("invalid mirror: username/password not allowed in URI "
                    + quote(scheme + "://" + user + "@" + uri.getHost()));
        }
        if (uri.getHost() == null) {
            throw new InvalidParameter("invalid mirror: " + quote(text) + " is not a valid URI");
        }
        return URI.create(scheme + "://" + RegistrySettings.authority(uri));
    }

    private static String insecure(String text) {
        String bare = text.replaceFirst("^(?i:https?)://", "");
        if (bare.contains("://")) {
            throw new InvalidParameter("insecure registry " + RegistryErrors.clean(text) + " should not contain '://'");
        }
        if (bare.startsWith("-") || bare.endsWith("-")) {
            throw new InvalidParameter(
                    "invalid index name (" + RegistryErrors.clean(bare) + "). Cannot begin or end with a hyphen");
        }
        if (!HOST.matcher(bare).matches() && !RANGE.matcher(bare).matches()) {
            throw new InvalidParameter(
                    "insecure registry " + RegistryErrors.clean(text) + " is not valid: invalid host " + quote(bare));
        }
        return bare.toLowerCase(Locale.ROOT);
    }

    /** A student chose it: it must not fill a terminal. */
    private static String quote(String text) {
        return GoNumbers.quote(RegistryErrors.clean(text));
    }

    boolean isInsecure(String domain) {
        return insecure.contains(domain.toLowerCase(Locale.ROOT));
    }

    /** Hosts among those that are set insecure. */
    public List<String> insecureHosts() {
        return insecure.stream().filter(text -> text.indexOf('/') < 0).toList();
    }

    /** Address ranges among them. They are shown, and make no address one that may be reached. */
    public List<String> insecureRanges() {
        return insecure.stream().filter(text -> text.indexOf('/') >= 0).toList();
    }
}
