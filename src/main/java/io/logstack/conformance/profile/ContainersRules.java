package io.logstack.conformance.profile;

import io.logstack.conformance.catalog.Capability;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a profile must say of a stack in containers, and may say on that tier only. */
final class ContainersRules {
    /** What is there without a cluster. */
    private static final Set<Capability> LIGHT =
            EnumSet.of(Capability.LOKI, Capability.OBJECT_STORE, Capability.OUTAGE, Capability.THROW_AWAY);

    private static final Pattern MIRROR = Pattern.compile("[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[a-z0-9._-]+)*");

    /** Each takes half a gigabyte of memory before it runs anything. */
    private static final int MOST_NODES = 9;

    /** MinIO's own least length. */
    private static final int LEAST_SECRET = 8;

    private final Profile profile;
    private final AccessRules.Requirement require;

    private ContainersRules(Profile profile, AccessRules.Requirement require) {
        this.profile = profile;
        this.require = require;
    }

    static void check(Profile profile, AccessRules.Requirement require) {
        ContainersRules rules = new ContainersRules(profile, require);
        rules.mirror();
        rules.files();
        rules.nodes();
        if (profile.tier() == Tier.CONTAINERS) {
            rules.images();
            rules.probeImage();
            rules.credentials();
        }
    }

    /**
     * What is required of the stack: without a cluster nothing of what only a cluster has, whatever a profile lists that is
     * for both.
     */
    static void withoutCluster(Map<String, Setting> effective) {
        Setting required = effective.get("required-capabilities");
        if (required == null
                || !is(effective, "tier", Tier.CONTAINERS)
                || !is(effective, "containers.cluster", ClusterKind.NONE)) {
            return;
        }
        List<String> light = required.values().stream()
                .filter(name -> LIGHT.stream().map(ScalarType::kebab).anyMatch(name::equalsIgnoreCase))
                .toList();
        if (light.isEmpty()) {
            effective.remove("required-capabilities");
        } else {
            effective.put(
                    "required-capabilities", new Setting(required.key(), required.name(), light, required.origin()));
        }
    }

    private static boolean is(Map<String, Setting> effective, String key, Enum<?> value) {
        Setting setting = effective.get(key);
        return setting != null && setting.values().get(0).equalsIgnoreCase(ScalarType.kebab(value));
    }

    private void mirror() {
        profile.images()
                .registry()
                .ifPresent(mirror -> require.that(
                        MIRROR.matcher(mirror).matches(),
                        "images.registry: '" + mirror
                                + "' is no registry; accepted: a host with its port, and a path where"
                                + " the mirror has one, without http://, such as mirror.lan:5000 or mirror.lan/hub",
                        "images.registry"));
    }

    private void files() {
        Map<String, List<String>> files = new TreeMap<>();
        profile.loki().config().ifPresent(file -> files.put("loki.config", List.of(file)));
        profile.alloy().config().ifPresent(file -> files.put("alloy.config", List.of(file)));
        profile.rules().ifPresent(all -> files.put("rules", all));
        files.forEach((key, paths) -> {
            require.that(
                    profile.tier() == Tier.CONTAINERS,
                    key + " is " + String.join(",", paths)
                            + ", but only the containers tier starts a stack with it; accepted: no " + key + " on tier "
                            + profile.tier().label(),
                    key,
                    "tier");
            paths.forEach(path -> require.that(
                    Files.isReadable(Path.of(path)) && Files.isRegularFile(Path.of(path)),
                    key + ": there is no readable file '" + path + "'; accepted: a path with no ~ or variable in it",
                    key));
        });
        boolean light = profile.containers().cluster() == ClusterKind.NONE;
        for (String key : new String[] {"alloy.config", "rules"}) {
            require.that(
                    !light || !files.containsKey(key) || profile.tier() != Tier.CONTAINERS,
                    key
                            + " has nobody to read it: containers.cluster none starts Loki and its object store alone; accepted:"
                            + " containers.cluster k3s",
                    key,
                    "containers.cluster");
        }
    }

    private void nodes() {
        int nodes = profile.containers().nodes();
        require.that(
                nodes >= 1 && nodes <= MOST_NODES,
                "containers.nodes: '" + nodes + "' is no number of nodes for one machine; accepted: 1 to " + MOST_NODES,
                "containers.nodes");
    }

    private void images() {
        Profile.Images images = profile.images();
        Map<String, Optional<ImageName>> needed = new LinkedHashMap<>();
        needed.put("loki", images.loki());
        needed.put("minio", images.minio());
        needed.put("ryuk", images.ryuk());
        if (profile.containers().cluster() == ClusterKind.K3S) {
            needed.put("k3s", images.k3s());
            needed.put("alloy", images.alloy());
            needed.put("gateway", images.gateway());
            needed.put("canary", images.canary());
            needed.put("prometheus", images.prometheus());
        }
        List<String> missing = new ArrayList<>();
        needed.forEach((name, image) -> {
            if (image.isEmpty()) {
                missing.add("images." + name);
            }
        });
        require.that(
                missing.isEmpty(),
                "tier containers needs " + String.join(", ", missing) + "; accepted: " + ImageName.ACCEPTED
                        + ", as in profiles/containers.yaml",
                missing.isEmpty() ? new String[] {"tier"} : new String[] {missing.get(0), "tier"});
    }

    /** Its pods run in the cluster, from what was brought there before. */
    private void probeImage() {
        String image = profile.workload().probeImage();
        ScalarType.of(ImageName.class)
                .refusal(image)
                .ifPresent(why -> require.that(
                        profile.containers().cluster() == ClusterKind.NONE,
                        "workload.probe-image: '" + image + "' " + why + "; accepted on tier containers: "
                                + ImageName.ACCEPTED,
                        "workload.probe-image"));
    }

    private void credentials() {
        Profile.ObjectStore store = profile.objectStore();
        require.that(
                store.accessKey().isPresent() && store.secretKey().isPresent(),
                "tier containers makes its object store with object-store.access-key and object-store.secret-key, which are"
                        + " missing; accepted: both, as in profiles/containers.yaml",
                "object-store.access-key",
                "object-store.secret-key",
                "tier");
        store.secretKey()
                .ifPresent(secret -> require.that(
                        secret.value().length() >= LEAST_SECRET,
                        "object-store.secret-key is shorter than the " + LEAST_SECRET
                                + " characters that MinIO asks for",
                        "object-store.secret-key"));
    }
}
