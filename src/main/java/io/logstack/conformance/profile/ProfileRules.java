package io.logstack.conformance.profile;

import io.logstack.conformance.catalog.Area;
import io.logstack.conformance.catalog.Safety;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** What a profile may not say though each value for itself could be read: bounds, and values that contradict each other. */
final class ProfileRules {
    /** Loki's own limit, {@code max_line_size}. */
    private static final long MAX_LINE = 256 * 1024;

    private static final int MIN_SAMPLES = 20;

    private static final int MIN_KEPT_RUNS = 2;

    private static final Pattern URL_OF_ID = Pattern.compile("https?://[^\\s\"<>]+\\{id}[^\\s\"<>]*");

    /** The default, which says nothing on other tiers. */
    private static final String FIXTURES = "fixtures/cluster";

    private final String file;
    private final Profile profile;
    private final Map<String, Setting> effective;
    private final Set<String> mistaken;
    private final List<String> violations = new ArrayList<>();

    private ProfileRules(String file, Profile profile, Map<String, Setting> effective, Set<String> mistaken) {
        this.file = file;
        this.profile = profile;
        this.effective = effective;
        this.mistaken = mistaken;
    }

    /**
     * Judges a profile.
     *
     * @param effective what was set, to name where
     * @param mistaken keys whose values could not be read: rules over them say nothing
     * @param disrupt the context that the command line repeats, or empty
     */
    static List<String> violations(
            String file, Profile profile, Map<String, Setting> effective, Set<String> mistaken, String disrupt) {
        ProfileRules rules = new ProfileRules(file, profile, effective, mistaken);
        rules.tier();
        rules.safety(disrupt);
        rules.credentials();
        AccessRules.check(profile, rules::require);
        ContainersRules.check(profile, rules::require);
        rules.bounds();
        rules.workload();
        rules.durations();
        rules.waivers();
        rules.reports();
        return rules.violations;
    }

    private void tier() {
        Map<String, List<URI>> urls = urls();
        Tier tier = profile.tier();
        if (tier == Tier.ENDPOINTS && urls.isEmpty()) {
            require(
                    false,
                    "tier endpoints has no URL to judge; accepted: at least one of loki.url, gateway.url, alloy.urls,"
                            + " canary.urls, object-store.url, prometheus.url, grafana.url",
                    "tier",
                    "loki.url",
                    "gateway.url",
                    "alloy.urls",
                    "canary.urls",
                    "object-store.url",
                    "prometheus.url",
                    "grafana.url");
        }
        if (tier == Tier.EMBEDDED || tier == Tier.CONTAINERS) {
            urls.forEach((key, given) -> require(
                    false,
                    key + " is " + given.get(0) + ", but tier " + tier.label()
                            + " starts a stack of its own and would not judge that one; accepted: tier endpoints or live",
                    key,
                    "tier"));
        }
        profile.fault()
                .ifPresent(faults -> require(
                        tier == Tier.EMBEDDED,
                        "fault is " + String.join(",", faults) + ", but only the embedded tier has faults; accepted: no"
                                + " fault on tier " + tier.label(),
                        "fault",
                        "tier"));
        deploymentMode();
        if (effective.containsKey("homelab.cluster")) {
            List<String> directories = profile.homelab().cluster();
            require(
                    tier == Tier.EMBEDDED || directories.equals(List.of(FIXTURES)),
                    "homelab.cluster is set, but only the embedded tier has a homelab; accepted: no homelab on tier "
                            + tier.label(),
                    "homelab.cluster",
                    "tier");
            directories.forEach(directory -> require(
                    tier != Tier.EMBEDDED || Files.isDirectory(Path.of(directory)),
                    "homelab.cluster: there is no directory '" + directory
                            + "'; accepted: directories of *.yaml files with Kubernetes objects",
                    "homelab.cluster"));
        }
        if (effective.containsKey("runbook")) {
            require(
                    Files.isRegularFile(Path.of(profile.runbook())),
                    "runbook: there is no file '" + profile.runbook() + "'; accepted: the path of the runbook in use",
                    "runbook");
        }
        if (tier == Tier.LIVE) {
            profile.kubernetes()
                    .kubeconfig()
                    .ifPresent(path -> require(
                            Files.isRegularFile(Path.of(path)),
                            "kubernetes.kubeconfig: there is no file '" + path
                                    + "'; accepted: the path of a kubeconfig, with no ~ or variable in it",
                            "kubernetes.kubeconfig",
                            "tier"));
        }
    }

    /** Of a Loki in three components a single URL leads to one of them at most. */
    private void deploymentMode() {
        boolean simpleScalable = profile.loki().deploymentMode() == DeploymentMode.SIMPLE_SCALABLE;
        require(
                !simpleScalable || profile.loki().url().isEmpty(),
                "loki.url is there, but in mode SimpleScalable Loki has no single address; accepted: write.url, read.url and"
                        + " backend.url, all of them or none",
                "loki.url",
                "loki.deployment-mode");
        Map<String, Boolean> named = new TreeMap<>();
        named.put("write.url", profile.write().url().isPresent());
        named.put("read.url", profile.read().url().isPresent());
        named.put("backend.url", profile.backend().url().isPresent());
        named.forEach((key, present) -> require(
                !present || simpleScalable,
                key + " is there, but loki.deployment-mode is SingleBinary; accepted: loki.url, or mode SimpleScalable",
                key,
                "loki.deployment-mode"));
        require(
                !simpleScalable || named.values().stream().distinct().count() == 1,
                "write.url, read.url and backend.url go together, and only some are there; accepted: all of them or none",
                "write.url",
                "read.url",
                "backend.url");
    }

    private void safety(String disrupt) {
        if (profile.tier() != Tier.LIVE || profile.safety() == Safety.OBSERVE) {
            return;
        }
        Optional<String> context = profile.kubernetes().context();
        String safety = ScalarType.kebab(profile.safety());
        require(
                context.isPresent(),
                "safety is " + safety
                        + ", but kubernetes.context names no context: nothing is written to whatever context"
                        + " happens to be current; accepted: safety observe, or the context's name in kubernetes.context",
                "safety",
                "tier",
                "kubernetes.context");
        if (context.isPresent() && profile.safety() == Safety.DISRUPT) {
            require(
                    disrupt.equals(context.get()),
                    "safety is disrupt, which the command line has to confirm; accepted: -D" + Profiles.DISRUPT_PROPERTY
                            + "=" + context.get() + (disrupt.isEmpty() ? "" : ", not '" + disrupt + "'"),
                    "safety",
                    "tier",
                    "kubernetes.context");
        }
    }

    private void credentials() {
        logins().forEach(this::login);
        Profile.ObjectStore store = profile.objectStore();
        require(
                store.accessKey().isPresent() == store.secretKey().isPresent(),
                "object-store.access-key and object-store.secret-key go together, and only one is there; accepted: both or"
                        + " neither",
                "object-store.access-key",
                "object-store.secret-key");
    }

    private Map<String, Profile.Login> logins() {
        return new TreeMap<>(Map.of(
                "loki", profile.loki(),
                "gateway", profile.gateway(),
                "prometheus", profile.prometheus(),
                "grafana", profile.grafana()));
    }

    private void login(String group, Profile.Login login) {
        require(
                login.username().isPresent() == login.password().isPresent(),
                group + ".username and " + group
                        + ".password go together, and only one is there; accepted: both or neither",
                group + ".username",
                group + ".password");
        require(
                login.username().isEmpty() || login.token().isEmpty(),
                group + ".username and " + group + ".token are two logins; accepted: one of them",
                group + ".username",
                group + ".token");
    }

    private void bounds() {
        Map<String, Integer> ports = new TreeMap<>();
        ports.put("loki.port", profile.loki().port());
        ports.put("gateway.port", profile.gateway().port());
        ports.put("alloy.port", profile.alloy().port());
        ports.put("canary.port", profile.canary().port());
        ports.put("object-store.port", profile.objectStore().port());
        ports.put("prometheus.port", profile.prometheus().port());
        ports.put("grafana.port", profile.grafana().port());
        ports.forEach((key, port) ->
                require(port >= 1 && port <= 65_535, key + ": '" + port + "' is no port; accepted: 1 to 65535", key));
        Map.of(
                        "capacity.cpu-usage", profile.capacity().cpuUsage(),
                        "capacity.memory-usage", profile.capacity().memoryUsage(),
                        "queries.error-share", profile.queries().errorShare())
                .forEach((key, percent) -> require(
                        percent >= 1 && percent <= 100,
                        key + ": '" + percent + "' is no share; accepted: 1 to 100 percent",
                        key));
        capacity();
        String groups = profile.alerting().groups();
        String refusal = refusal(groups);
        require(
                refusal.isEmpty(),
                "alerting.groups: '" + groups + "' is no regular expression (" + refusal
                        + "); accepted: one as Java's Pattern reads it",
                "alerting.groups");
        int samples = profile.queries().samples();
        require(
                samples >= MIN_SAMPLES,
                "queries.samples: '" + samples + "' is too few for a P95; accepted: at least " + MIN_SAMPLES,
                "queries.samples");
        int most = profile.queries().samplesLimit();
        require(
                most >= samples,
                "queries.samples-limit is " + most + ", less than the " + samples
                        + " of queries.samples; accepted: that many or more",
                "queries.samples-limit");
        int confidence = profile.queries().confidence();
        require(
                confidence >= 50 && confidence <= 99,
                "queries.confidence: '" + confidence + "' is no percentage to go by; accepted: 50 to 99",
                "queries.confidence");
    }

    private void capacity() {
        Profile.Capacity capacity = profile.capacity();
        atLeastOne("capacity.compression", capacity.compression());
        Map<String, ByteSize> sizes = new TreeMap<>();
        sizes.put("capacity.projected-weekly", capacity.projectedWeekly());
        sizes.put("capacity.storage-growth", capacity.storageGrowth());
        sizes.forEach((key, size) ->
                require(size.bytes() > 0, key + ": '0' is no size to measure by; accepted: at least one byte", key));
        require(
                capacity.headroom() >= 0 && capacity.headroom() <= 10_000,
                "capacity.headroom: '" + capacity.headroom() + "' is no headroom; accepted: 0 to 10000 percent",
                "capacity.headroom");
        long projected = capacity.projectedWeekly().bytes();
        long current = capacity.currentWeekly().bytes();
        require(
                current <= projected,
                "capacity.current-weekly is " + current + ", more than the " + projected
                        + " of capacity.projected-weekly; accepted: at most that many bytes",
                "capacity.current-weekly",
                "capacity.projected-weekly");
    }

    private static String refusal(String expression) {
        try {
            var unused = Pattern.compile(expression);
            return "";
        } catch (PatternSyntaxException e) {
            return e.getDescription();
        }
    }

    private void workload() {
        Profile.Workload workload = profile.workload();
        atLeastOne("workload.lines", workload.lines());
        atLeastOne("workload.streams", workload.streams());
        atLeastOne("workload.batch", workload.batch());
        require(
                workload.streams() <= workload.lines(),
                "workload.streams is " + workload.streams() + ", more than the " + workload.lines()
                        + " of workload.lines; accepted: at least one line to a stream",
                "workload.streams",
                "workload.lines");
        long longest = workload.longestLine().bytes();
        require(
                longest >= 1 && longest <= MAX_LINE,
                "workload.longest-line: '" + longest + "' bytes; accepted: 1 to 256Ki, since Loki refuses longer lines",
                "workload.longest-line");
    }

    private void atLeastOne(String key, int value) {
        require(value >= 1, key + ": '" + value + "' is too few; accepted: at least 1", key);
    }

    private void durations() {
        Profile.Timeouts timeouts = profile.timeouts();
        Map<String, Duration> positive = new TreeMap<>();
        positive.put("ingestion.freshness", profile.ingestion().freshness());
        positive.put("ingestion.lag", profile.ingestion().lag());
        positive.put("alerting.longest-hold", profile.alerting().longestHold());
        positive.put("retention.period", profile.retention().period());
        positive.put("queries.average-limit", profile.queries().averageLimit());
        positive.put("queries.p95-limit", profile.queries().p95Limit());
        positive.put("queries.server-p95-limit", profile.queries().serverP95Limit());
        positive.put("queries.range", profile.queries().range());
        positive.put("capacity.paced-for", profile.capacity().pacedFor());
        positive.put("capacity.push-p95-limit", profile.capacity().pushP95Limit());
        positive.put("windows.restarts", profile.windows().restarts());
        positive.put("windows.counters", profile.windows().counters());
        positive.put("windows.ingestion", profile.windows().ingestion());
        positive.put("windows.requests", profile.windows().requests());
        positive.put("windows.volume", profile.windows().volume());
        positive.put("containers.ready-within", profile.containers().readyWithin());
        positive.put("timeouts.request", timeouts.request());
        positive.put("timeouts.expectation", timeouts.expectation());
        positive.put("timeouts.settle", timeouts.settle());
        positive.put("timeouts.recovery", timeouts.recovery());
        positive.put("timeouts.poll", timeouts.poll());
        positive.forEach((key, value) ->
                require(!value.isZero(), key + ": '0' leaves no time; accepted: a duration longer than 0", key));
        notLonger(
                "ingestion.freshness",
                profile.ingestion().freshness(),
                "retention.period",
                profile.retention().period());
        notLonger("ingestion.lag", profile.ingestion().lag(), "timeouts.settle", timeouts.settle());
        notLonger("timeouts.poll", timeouts.poll(), "timeouts.settle", timeouts.settle());
        notLonger("timeouts.request", timeouts.request(), "timeouts.expectation", timeouts.expectation());
        notLonger("timeouts.settle", timeouts.settle(), "timeouts.expectation", timeouts.expectation());
        notLonger("capacity.paced-for", profile.capacity().pacedFor(), "timeouts.expectation", timeouts.expectation());
        notLonger("windows.counters", profile.windows().counters(), "timeouts.expectation", timeouts.expectation());
    }

    private void waivers() {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        profile.waivers()
                .forEach((id, waiver) -> require(
                        !waiver.until().isBefore(today),
                        "waivers." + id + ": expired on " + waiver.until() + " (" + waiver.reason()
                                + "); accepted: a later day, if the reason still holds, or no waiver",
                        "waivers." + id));
    }

    private void reports() {
        Profile.Reports reports = profile.reports();
        Set<String> areas = Arrays.stream(Area.values()).map(Area::tag).collect(Collectors.toCollection(TreeSet::new));
        reports.owners()
                .forEach((area, owner) -> require(
                        areas.contains(area),
                        "reports.owners." + area + ": there is no area '" + area + "'; accepted: "
                                + String.join(", ", areas),
                        "reports.owners." + area));
        Map<String, Optional<String>> templates =
                Map.of("reports.issue-url", reports.issueUrl(), "reports.test-case-url", reports.testCaseUrl());
        templates.forEach((key, template) -> template.ifPresent(url -> require(
                URL_OF_ID.matcher(url).matches(),
                key + ": '" + url
                        + "' leads to no expectation; accepted: an http or https URL with {id} in the place of"
                        + " the expectation's ID",
                key)));
        require(
                reports.keptRuns() >= MIN_KEPT_RUNS,
                "reports.kept-runs: '" + reports.keptRuns() + "' leaves nothing to compare with; accepted: at least "
                        + MIN_KEPT_RUNS,
                "reports.kept-runs");
        reports.history()
                .ifPresent(directory -> require(
                        !Files.exists(Path.of(directory)) || Files.isDirectory(Path.of(directory)),
                        "reports.history: '" + directory + "' is no directory; accepted: the path of a directory, which"
                                + " is made where there is none",
                        "reports.history"));
    }

    private void notLonger(String key, Duration value, String boundKey, Duration bound) {
        require(
                value.compareTo(bound) <= 0,
                key + " is " + shown(key, value) + ", longer than the " + shown(boundKey, bound) + " of " + boundKey
                        + "; accepted: at most that",
                key,
                boundKey);
    }

    /** As it was written, or as it defaults. */
    private String shown(String key, Duration value) {
        Setting setting = effective.get(key);
        ProfileKey known = ProfileKeys.ALL.get(key);
        if (setting != null) {
            return setting.values().get(0);
        }
        return known == null || known.defaultValue() == null ? value.toString() : known.defaultValue();
    }

    private Map<String, List<URI>> urls() {
        Map<String, List<URI>> urls = new TreeMap<>();
        profile.loki().url().ifPresent(url -> urls.put("loki.url", List.of(url)));
        profile.write().url().ifPresent(url -> urls.put("write.url", List.of(url)));
        profile.read().url().ifPresent(url -> urls.put("read.url", List.of(url)));
        profile.backend().url().ifPresent(url -> urls.put("backend.url", List.of(url)));
        profile.gateway().url().ifPresent(url -> urls.put("gateway.url", List.of(url)));
        profile.alloy().urls().ifPresent(all -> urls.put("alloy.urls", all));
        profile.canary().urls().ifPresent(all -> urls.put("canary.urls", all));
        profile.objectStore().url().ifPresent(url -> urls.put("object-store.url", List.of(url)));
        profile.prometheus().url().ifPresent(url -> urls.put("prometheus.url", List.of(url)));
        profile.grafana().url().ifPresent(url -> urls.put("grafana.url", List.of(url)));
        return urls;
    }

    /** @param keys what the rule is about, the one to blame first */
    private void require(boolean held, String violation, String... keys) {
        if (held || List.of(keys).stream().anyMatch(mistaken::contains)) {
            return;
        }
        String origin = List.of(keys).stream()
                .map(effective::get)
                .filter(setting -> setting != null)
                .map(Setting::origin)
                .findFirst()
                .orElse(file);
        violations.add(origin + ": " + violation);
    }
}
