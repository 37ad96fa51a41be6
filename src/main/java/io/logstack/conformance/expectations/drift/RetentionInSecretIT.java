package io.logstack.conformance.expectations.drift;

import static io.logstack.conformance.catalog.Capability.KUBERNETES;
import static io.logstack.conformance.catalog.Capability.LOKI;
import static io.logstack.conformance.catalog.Level.INFO;

import io.logstack.conformance.catalog.Drift;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.Right;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.LokiConfig;
import io.logstack.conformance.expectations.health.LokiReadyIT;
import io.logstack.conformance.expectations.storage.CredentialsSecretIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.runbook.Shell;
import io.logstack.conformance.stack.Cluster;
import io.logstack.conformance.stack.Loki;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Looks at the names of the Secret's keys only. */
@Drift
@Observe
@Expectation(
        id = "DRIFT-06",
        level = INFO,
        runbook = RunbookSection.LOG_RETENTION_REVIEW,
        requires = {KUBERNETES, LOKI},
        rights = Right.GET_CREDENTIALS,
        prerequisites = {CredentialsSecretIT.class, LokiReadyIT.class},
        statement = "The Secret in which the runbook looks up the retention holds it",
        remedy = "Read limits_config.retention_period and compactor.retention_enabled from Loki's /config")
public class RetentionInSecretIT {
    private static final String PERIOD = "limits_config.retention_period";

    @Test
    void theSecretHoldsTheRetention(Cluster cluster, Loki loki, Profile profile, Evidence evidence) {
        Runbook runbook = Runbook.inUse(profile);
        List<Runbook.Said> said = runbook.commands().stream()
                .filter(command -> isRetention(command.comment()))
                .filter(command -> secret(command.said()).isPresent())
                .map(Runbook.Command::said)
                .toList();
        new Drifts(runbook, getClass(), evidence).judge(said, place -> drift(place, cluster, loki, profile));
    }

    private static Optional<String> drift(Runbook.Said place, Cluster cluster, Loki loki, Profile profile) {
        String name = secret(place).orElseThrow();
        String namespace = profile.namespaces().monitoring();
        Set<String> keys = new TreeSet<>(cluster.secret(namespace, name)
                .orElseThrow(() -> new InconclusiveException(
                        "There is no Secret " + namespace + "/" + name + " that could hold the retention.", null))
                .keySet());
        if (keys.stream().anyMatch(RetentionInSecretIT::isRetention)) {
            return Optional.empty();
        }
        LokiConfig config = LokiConfig.read(loki);
        Object period = config.at(PERIOD)
                .orElseThrow(() -> new InconclusiveException(
                        "Neither the Secret " + namespace + "/" + name + " nor " + config.source()
                                + " has a retention.",
                        null));
        return Optional.of("the Secret " + namespace + "/" + name + " has only the keys " + keys + ", while "
                + config.source() + " has " + PERIOD + ": " + period);
    }

    /** The name in {@code kubectl get secret … NAME}. */
    private static Optional<String> secret(Runbook.Said place) {
        List<String> words = Shell.commands(place.text()).get(0);
        int kind = Math.max(words.indexOf("secret"), words.indexOf("secrets"));
        if (kind < 0 || !words.contains("get")) {
            return Optional.empty();
        }
        for (int i = kind + 1; i < words.size(); i++) {
            if (words.get(i).equals("-n")
                    || words.get(i).equals("--namespace")
                    || words.get(i).equals("-o")) {
                i++;
            } else if (!words.get(i).startsWith("-")) {
                return Optional.of(words.get(i));
            }
        }
        return Optional.empty();
    }

    private static boolean isRetention(String words) {
        return words.toLowerCase(Locale.ROOT).contains("retention");
    }
}
