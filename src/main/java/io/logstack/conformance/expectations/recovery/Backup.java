package io.logstack.conformance.expectations.recovery;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.logstack.conformance.expectations.backup.Export;
import io.logstack.conformance.expectations.gitops.Releases;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The backup that the runbook makes: the HelmReleases of Loki and Alloy, and the Secret with the S3 credentials.
 *
 * @param items what there was, in the order in which the runbook applies it
 * @param missing what there was not
 */
record Backup(List<Item> items, List<String> missing) {
    private static final String RELEASES = "helmreleases";
    private static final String SECRETS = "secrets";

    /** @param manifest as it can be applied; that of a Secret must not reach evidence */
    record Item(String plural, GenericKubernetesResource manifest) {}

    static Backup of(Cluster cluster, Profile profile) {
        List<Item> items = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        new Releases(cluster, profile)
                .all()
                .forEach((name, release) -> release.ifPresentOrElse(
                        found -> items.add(new Item(RELEASES, Export.of(found))), () -> missing.add(name)));
        String namespace = profile.namespaces().monitoring();
        String name = profile.objectStore().secret();
        // Read so too, what it holds is known to be secret before it comes along as an object.
        Optional<GenericKubernetesResource> secret =
                cluster.secret(namespace, name).isPresent()
                        ? cluster.custom("v1", "Secret", SECRETS, namespace, name)
                        : Optional.empty();
        secret.ifPresentOrElse(
                found -> items.add(new Item(SECRETS, Export.of(found))),
                () -> missing.add("Secret " + namespace + "/" + name));
        return new Backup(List.copyOf(items), List.copyOf(missing));
    }

    void delete(Cluster cluster) {
        items.forEach(item -> cluster.delete(item.plural(), item.manifest()));
    }

    void apply(Cluster cluster) {
        items.forEach(item -> cluster.apply(item.plural(), item.manifest()));
    }

    /** Those of its objects that there are. */
    List<String> present(Cluster cluster) {
        return items.stream()
                .filter(item -> find(cluster, item).isPresent())
                .map(item -> item.manifest().getKind() + " "
                        + item.manifest().getMetadata().getName())
                .toList();
    }

    private static Optional<GenericKubernetesResource> find(Cluster cluster, Item item) {
        GenericKubernetesResource object = item.manifest();
        return cluster.custom(
                object.getApiVersion(),
                object.getKind(),
                item.plural(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
    }
}
