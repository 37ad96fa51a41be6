package io.logstack.conformance.stack.access;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.logstack.conformance.profile.LokiComponent;
import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.stack.NoAnswerException;
import io.logstack.conformance.stack.StackUnavailableException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Whether anything of a stack answers at all: a run against nothing would only repeat itself. */
final class Reachability {
    private Reachability() {}

    /**
     * Asks everything that the profile names, at once.
     *
     * @throws StackUnavailableException when nothing answers, not even with an error
     */
    static void require(SharedAccess shared, ExchangeLog log) {
        List<Supplier<String>> questions = new ArrayList<>();
        for (URI url : named(shared.profile())) {
            Endpoint endpoint = new Endpoint("the server", shared.routes().toUrl(url), Map.of(), log);
            questions.add(() -> silence(() -> endpoint.get("/")));
        }
        shared.kubernetes(log).ifPresent(api -> questions.add(() -> silence(() -> api.text("/version"))));
        List<CompletableFuture<String>> answers = questions.stream()
                .map(question -> CompletableFuture.supplyAsync(
                        question, shared.connections().executor()))
                .toList();
        List<String> reasons = answers.stream().map(CompletableFuture::join).toList();
        if (reasons.stream().noneMatch(String::isEmpty)) {
            throw new StackUnavailableException("nothing of the stack answers:\n"
                    + reasons.stream().map(reason -> "  " + reason).collect(Collectors.joining("\n"))
                    + "\nStart it, or correct the URLs in the profile '"
                    + shared.profile().name() + "'.");
        }
    }

    /** Every URL of a profile. */
    static List<URI> named(Profile profile) {
        List<URI> urls = new ArrayList<>();
        LokiComponent.of(profile).stream()
                .flatMap(component -> component.url().stream())
                .forEach(urls::add);
        profile.gateway().url().ifPresent(urls::add);
        profile.alloy().urls().ifPresent(urls::addAll);
        profile.canary().urls().ifPresent(urls::addAll);
        profile.objectStore().url().ifPresent(urls::add);
        profile.prometheus().url().ifPresent(urls::add);
        profile.grafana().url().ifPresent(urls::add);
        return List.copyOf(urls);
    }

    /** Why there is no answer, or the empty string when there is one. */
    private static String silence(Runnable question) {
        try {
            question.run();
            return "";
        } catch (NoAnswerException e) {
            boolean refused = e.getCause() instanceof KubernetesClientException answered && answered.getCode() > 0;
            return refused ? "" : String.valueOf(e.getMessage());
        }
    }
}
