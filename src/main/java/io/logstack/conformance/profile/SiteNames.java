package io.logstack.conformance.profile;

import io.logstack.conformance.catalog.Site;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the parts of a profile's stack are called in the commands of remedies and of the suite's edition of the runbook. */
public final class SiteNames {
    private final Map<String, String> names = new LinkedHashMap<>();

    private SiteNames() {}

    /** The site of a profile's stack. */
    public static Site of(Profile profile) {
        SiteNames site = new SiteNames();
        site.namespaces(profile);
        site.loki(profile.loki());
        site.gateway(profile.gateway());
        site.collectors(profile);
        site.objectStore(profile);
        return new Site(profile.runbook(), site.names);
    }

    private void namespaces(Profile profile) {
        for (String option : new String[] {"-n ", "--namespace=", "--namespace "}) {
            name(option + "monitoring", option + profile.namespaces().monitoring());
            name(option + "storage", option + profile.namespaces().storage());
            name(option + "flux-system", option + profile.namespaces().gitops());
        }
    }

    private void loki(Profile.Loki loki) {
        name("loki-0", loki.statefulSet() + "-0");
        name("statefulset/loki", "statefulset/" + loki.statefulSet());
        name("svc/loki 3100:3100", "svc/" + loki.service() + " 3100:" + loki.port());
        name("svc/loki", "svc/" + loki.service());
        name("-c loki", "-c " + loki.container());
        name("helmrelease loki", "helmrelease " + loki.helmRelease());
        name("helm history loki", "helm history " + loki.helmRelease());
        name("helm rollback loki", "helm rollback " + loki.helmRelease());
        name("app.kubernetes.io/name=loki,app.kubernetes.io/component=single-binary", loki.selector());
    }

    private void gateway(Profile.Gateway gateway) {
        name("svc/loki-gateway 3100:80", "svc/" + gateway.service() + " 3100:" + gateway.port());
        name("svc/loki-gateway", "svc/" + gateway.service());
        name("deployment/loki-gateway", "deployment/" + gateway.deployment());
        name("app.kubernetes.io/name=loki,app.kubernetes.io/component=gateway", gateway.selector());
    }

    private void collectors(Profile profile) {
        name("daemonset/alloy", "daemonset/" + profile.alloy().daemonSet());
        name("-c alloy", "-c " + profile.alloy().container());
        name("helmrelease alloy", "helmrelease " + profile.alloy().helmRelease());
        name("app.kubernetes.io/name=alloy", profile.alloy().selector());
        name(
                "app.kubernetes.io/name=loki,app.kubernetes.io/component=canary",
                profile.canary().selector());
        name(
                "svc/kube-prometheus-stack-prometheus 9090:9090",
                "svc/" + profile.prometheus().service() + " 9090:"
                        + profile.prometheus().port());
        name(
                "svc/kube-prometheus-stack-grafana 3000:80",
                "svc/" + profile.grafana().service() + " 3000:"
                        + profile.grafana().port());
    }

    private void objectStore(Profile profile) {
        Profile.ObjectStore store = profile.objectStore();
        name("loki-chunks", store.bucket());
        name("loki-s3-credentials", store.secret());
        name("loki-bucket", store.claim());
        name(
                "rook-ceph-rgw-storage.storage.svc",
                store.service() + "." + profile.namespaces().storage() + ".svc");
        name("rook-ceph-rgw-storage", store.service());
    }

    private void name(String written, String here) {
        if (!written.equals(here)) {
            names.put(written, here);
        }
    }
}
