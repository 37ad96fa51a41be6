package io.logstack.conformance.junit;

import io.logstack.conformance.profile.Profile;
import io.logstack.conformance.profile.Profiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The embedded profile, with nothing required, and with changes. */
final class TestProfile {
    private TestProfile() {}

    static Profile with(Map<String, String> changes) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("required-capabilities", "");
        all.put("capacity.paced-for", "100ms");
        all.putAll(changes);
        return Profiles.load(Path.of("profiles/embedded.yaml"), all);
    }
}
