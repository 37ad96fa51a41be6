package io.logstack.conformance.report.history;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What runs the suite: a job of a continuous integration, or somebody's own machine.
 *
 * @param type as Allure names it: {@code github}, {@code gitlab}, {@code jenkins} or {@code local}
 * @param name for people
 * @param url of the continuous integration, or empty
 * @param order the build's number, by which later ones are told from earlier ones, or null where there is none
 * @param title the build's name, or empty
 * @param link to the build, or empty
 * @param key the same for all attempts at one build and for no other build, or empty where builds have no attempts
 */
public record Build(
        String type, String name, String url, @Nullable Long order, String title, String link, String key) {
    /** Reads what GitHub Actions, GitLab CI and Jenkins tell the processes that they start. */
    public static Build of(Map<String, String> environment) {
        if (environment.containsKey("GITHUB_ACTIONS")) {
            return github(environment);
        }
        if (environment.containsKey("GITLAB_CI")) {
            return gitlab(environment);
        }
        if (environment.containsKey("JENKINS_URL")) {
            return jenkins(environment);
        }
        return new Build("local", "Local", "", null, "", "", "");
    }

    /** The same build, with a number where it had none. */
    public Build numbered(long number) {
        return order != null ? this : new Build(type, name, url, number, title, link, key);
    }

    private static Build github(Map<String, String> environment) {
        String project = told(environment, "GITHUB_SERVER_URL") + "/" + told(environment, "GITHUB_REPOSITORY");
        String id = told(environment, "GITHUB_RUN_ID");
        String number = told(environment, "GITHUB_RUN_NUMBER");
        String attempt = told(environment, "GITHUB_RUN_ATTEMPT");
        String build = project + "/actions/runs/" + id;
        return new Build(
                "github",
                "GitHub Actions",
                project + "/actions",
                number(number),
                (told(environment, "GITHUB_WORKFLOW") + " #" + number).strip(),
                attempt.isEmpty() ? build : build + "/attempts/" + attempt,
                build + "#" + told(environment, "GITHUB_JOB"));
    }

    private static Build gitlab(Map<String, String> environment) {
        String job = told(environment, "CI_JOB_NAME");
        String pipeline = told(environment, "CI_PIPELINE_URL");
        return new Build(
                "gitlab",
                "GitLab CI",
                told(environment, "CI_PROJECT_URL"),
                number(told(environment, "CI_PIPELINE_IID")),
                (job + " #" + told(environment, "CI_PIPELINE_IID")).strip(),
                told(environment, "CI_JOB_URL"),
                pipeline + "#" + job);
    }

    /** A build that is started anew is another build there. */
    private static Build jenkins(Map<String, String> environment) {
        String number = told(environment, "BUILD_NUMBER");
        return new Build(
                "jenkins",
                "Jenkins",
                told(environment, "JENKINS_URL"),
                number(number),
                (told(environment, "JOB_NAME") + " #" + number).strip(),
                told(environment, "BUILD_URL"),
                told(environment, "BUILD_URL"));
    }

    private static String told(Map<String, String> environment, String name) {
        return environment.getOrDefault(name, "");
    }

    private static @Nullable Long number(String text) {
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }
}
