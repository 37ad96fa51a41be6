package io.logstack.conformance.report.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildTest {
    private static final Map<String, String> GITHUB = Map.of(
            "GITHUB_ACTIONS", "true",
            "GITHUB_SERVER_URL", "https://github.com",
            "GITHUB_REPOSITORY", "jane/homelab",
            "GITHUB_RUN_ID", "777",
            "GITHUB_RUN_NUMBER", "12",
            "GITHUB_RUN_ATTEMPT", "2",
            "GITHUB_WORKFLOW", "nightly",
            "GITHUB_JOB", "judge");

    @Test
    void gitHubActionsIsKnown() {
        assertThat(Build.of(GITHUB))
                .isEqualTo(new Build(
                        "github",
                        "GitHub Actions",
                        "https://github.com/jane/homelab/actions",
                        12L,
                        "nightly #12",
                        "https://github.com/jane/homelab/actions/runs/777/attempts/2",
                        "https://github.com/jane/homelab/actions/runs/777#judge"));
    }

    @Test
    void gitLabIsKnown() {
        assertThat(Build.of(Map.of(
                        "GITLAB_CI", "true",
                        "CI_PROJECT_URL", "https://gitlab.com/jane/homelab",
                        "CI_PIPELINE_URL", "https://gitlab.com/jane/homelab/-/pipelines/9",
                        "CI_PIPELINE_IID", "9",
                        "CI_JOB_NAME", "judge",
                        "CI_JOB_URL", "https://gitlab.com/jane/homelab/-/jobs/70")))
                .isEqualTo(new Build(
                        "gitlab",
                        "GitLab CI",
                        "https://gitlab.com/jane/homelab",
                        9L,
                        "judge #9",
                        "https://gitlab.com/jane/homelab/-/jobs/70",
                        "https://gitlab.com/jane/homelab/-/pipelines/9#judge"));
    }

    @Test
    void jenkinsIsKnown() {
        assertThat(Build.of(Map.of(
                        "JENKINS_URL", "https://jenkins/",
                        "BUILD_URL", "https://jenkins/job/nightly/5/",
                        "BUILD_NUMBER", "5",
                        "JOB_NAME", "nightly")))
                .isEqualTo(new Build(
                        "jenkins",
                        "Jenkins",
                        "https://jenkins/",
                        5L,
                        "nightly #5",
                        "https://jenkins/job/nightly/5/",
                        "https://jenkins/job/nightly/5/"));
    }

    @Test
    void anyOtherMachineIsLocalAndGetsItsNumberFromTheHistory() {
        Build local = Build.of(Map.of("BUILD_NUMBER", "5"));

        assertThat(local.type()).isEqualTo("local");
        assertThat(local.order()).isNull();
        assertThat(local.numbered(3).order()).isEqualTo(3);
        assertThat(Build.of(GITHUB).numbered(3).order()).isEqualTo(12);
    }
}
