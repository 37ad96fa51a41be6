package io.logstack.conformance.report.statement;

import io.logstack.conformance.catalog.Safety;
import io.logstack.conformance.catalog.Undertaking;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run told before it did anything.
 *
 * @param namespaces those that it looks into, each once
 * @param safety the most that it may do
 * @param creates what it will make, a noun phrase each; empty where it only reads
 * @param disrupts what it will restart or cut, a sentence each
 */
public record Announcement(
        Target target, List<String> namespaces, Safety safety, List<String> creates, List<String> disrupts) {
    /**
     * Whom the run acts upon, and as whom.
     *
     * @param cluster URL of the Kubernetes API, or null without Kubernetes
     * @param context the kubeconfig's context, or null where there is none
     * @param user as whom the API server knows the run, or null where that is not known
     */
    public record Target(
            String description,
            @Nullable String cluster,
            @Nullable String context,
            @Nullable String user) {}

    static Announcement of(Undertaking undertaking) {
        return new Announcement(
                new Target(
                        undertaking.target().description(),
                        undertaking.target().cluster(),
                        undertaking.target().context(),
                        undertaking.target().user()),
                undertaking.namespaces(),
                undertaking.safety(),
                undertaking.creates(),
                undertaking.disrupts());
    }
}
