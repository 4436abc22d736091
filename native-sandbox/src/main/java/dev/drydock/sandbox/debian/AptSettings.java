package dev.drydock.sandbox.debian;

import java.nio.file.Path;

/** The settings that make apt work in a directory of ours, read after this machine's own. */
final class AptSettings {
    /** Without the hooks of this machine, which would tidy its caches or tell its desktop. */
    private static final String TEXT = """
            #clear APT::Update::Pre-Invoke;
            #clear APT::Update::Post-Invoke;
            #clear APT::Update::Post-Invoke-Success;
            #clear DPkg::Pre-Invoke;
            #clear DPkg::Post-Invoke;
            #clear DPkg::Pre-Install-Pkgs;
            #clear APT::Architectures;
            #clear Acquire::IndexTargets::deb::DEP-11;
            #clear Acquire::IndexTargets::deb::DEP-11-icons;
            #clear Acquire::IndexTargets::deb::DEP-11-icons-small;
            #clear Acquire::IndexTargets::deb::DEP-11-icons-large;
            #clear Acquire::IndexTargets::deb::Contents-deb;
            APT::Architecture "@ARCHITECTURE@";
            APT::Architectures { "@ARCHITECTURE@"; };
            APT::Sandbox::User "root";
            APT::Install-Recommends "false";
            APT::Install-Suggests "false";
            APT::Get::Assume-Yes "true";
            APT::Get::AllowUnauthenticated "false";
            Acquire::AllowInsecureRepositories "false";
            Acquire::Languages "none";
            Acquire::Retries "3";
            Acquire::http::Timeout "30";
            Dir::State "@HOME@";
            Dir::State::lists "@HOME@/lists";
            Dir::State::status "@HOME@/nothing";
            Dir::State::extended_states "@HOME@/extended_states";
            Dir::Cache "@HOME@";
            Dir::Cache::archives "@HOME@/archives";
            Dir::Cache::pkgcache "";
            Dir::Cache::srcpkgcache "";
            Dir::Etc::sourcelist "@HOME@/sources.list";
            Dir::Etc::sourceparts "/dev/null";
            Dir::Etc::preferences "/dev/null";
            Dir::Etc::preferencesparts "/dev/null";
            Dir::Etc::trusted "/dev/null";
            Dir::Etc::trustedparts "/dev/null";
            Dir::Log "@HOME@";
            """;

    private AptSettings() {}

    static String of(Path home, String architecture) {
        return TEXT.replace("@ARCHITECTURE@", architecture).replace("@HOME@", home.toString());
    }
}
