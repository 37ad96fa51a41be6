package io.logstack.conformance.homelab;

import java.net.URI;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a homelab's parts listen. Alloys and canaries are those that run now.
 *
 * @param s3AccessKey drawn for this homelab, as the secret key is: they open nothing else
 */
public record Endpoints(
        URI loki,
        URI gateway,
        URI s3,
        URI prometheus,
        URI grafana,
        URI kubernetes,
        List<URI> alloy,
        List<URI> canary,
        String s3AccessKey,
        String s3SecretKey) {

    /** One line of JSON. */
    public String json() {
        ObjectNode node = JsonMapper.shared()
                .createObjectNode()
                .put("loki", loki.toString())
                .put("gateway", gateway.toString())
                .put("s3", s3.toString())
                .put("prometheus", prometheus.toString())
                .put("grafana", grafana.toString())
                .put("kubernetes", kubernetes.toString());
        ArrayNode alloys = node.putArray("alloy");
        alloy.forEach(uri -> alloys.add(uri.toString()));
        ArrayNode canaries = node.putArray("canary");
        canary.forEach(uri -> canaries.add(uri.toString()));
        return node.put("s3AccessKey", s3AccessKey)
                .put("s3SecretKey", s3SecretKey)
                .toString();
    }
}
