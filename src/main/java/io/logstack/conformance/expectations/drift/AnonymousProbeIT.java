package io.logstack.conformance.expectations.drift;

import static io.logstack.conformance.catalog.Capability.OBJECT_STORE;
import static io.logstack.conformance.catalog.Level.INFO;

import io.logstack.conformance.catalog.Drift;
import io.logstack.conformance.catalog.Evidence;
import io.logstack.conformance.catalog.Expectation;
import io.logstack.conformance.catalog.InconclusiveException;
import io.logstack.conformance.catalog.Observe;
import io.logstack.conformance.catalog.RunbookSection;
import io.logstack.conformance.expectations.storage.AnonymousRefusedIT;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.runbook.Runbook;
import io.logstack.conformance.stack.Answer;
import io.logstack.conformance.stack.ObjectStore;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

@Drift
@Observe
@Expectation(
        id = "DRIFT-10",
        level = INFO,
        runbook = RunbookSection.S3_STORAGE_ISSUES,
        requires = OBJECT_STORE,
        prerequisites = AnonymousRefusedIT.class,
        statement = "The pod that the runbook tests S3 with has the credentials that it needs",
        remedy = "Give it the Secret's keys with '--overrides' and envFrom, or test with s3cmd in the toolbox")
public class AnonymousProbeIT {
    private static final Pattern S3_POD = Pattern.compile("kubectl run .*\\baws\\b.* s3 .*");
    /** What every list of a bucket's objects begins with, an empty one too. */
    private static final String LISTING = "<ListBucketResult";

    private static final Pattern CREDENTIALS = Pattern.compile("AWS_ACCESS_KEY_ID|envFrom|secretRef|secretKeyRef");

    @Test
    void itIsNotRefused(ObjectStore store, Profile profile, Evidence evidence) {
        Runbook runbook = Runbook.inUse(profile);
        List<Runbook.Said> said = runbook.commands().stream()
                .map(Runbook.Command::said)
                .filter(place -> S3_POD.matcher(place.text()).matches())
                .filter(place -> !CREDENTIALS.matcher(place.text()).find())
                .toList();
        new Drifts(runbook, getClass(), evidence).judge(said, place -> drift(store));
    }

    private static Optional<String> drift(ObjectStore store) {
        Answer answer = store.listAnonymously();
        if (answer.ok() && answer.body().contains(LISTING)) {
            return Optional.empty();
        }
        if (answer.status() != 401 && answer.status() != 403) {
            throw new InconclusiveException(
                    "The object store at " + store.address() + " answered a request without credentials with "
                            + answer.status() + ", which is neither a list nor a refusal.",
                    null);
        }
        return Optional.of("it has no credentials, and " + store.address() + " answers requests without them with "
                + answer.status());
    }
}
