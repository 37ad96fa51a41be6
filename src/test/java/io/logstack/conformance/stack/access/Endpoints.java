package io.logstack.conformance.stack.access;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Profiles for tests. */
final class Endpoints {
    private Endpoints() {}

    /** The endpoints tier with a request timeout of two seconds, and the given keys. */
    static Profile profile(Map<String, String> keys) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("required-capabilities", "");
        all.put("timeouts.request", "2s");
        all.putAll(keys);
        return Profiles.load(Path.of("profiles", "endpoints.yaml"), all);
    }
}
