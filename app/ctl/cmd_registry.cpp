// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/credentials.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>

namespace cordon::ctl {

namespace {

struct AddOptions {
    std::string name, url, ca;
    std::int64_t quiescence = 0;
};

void add(Console& console, const AddOptions& options, bool withQuiescence)
{
    const auto session = console.open(OpenMode::ReadWrite);
    if (!session) {
        return;
    }
    const auto added = addRegistry(*session, text(options.name), text(options.url), text(options.ca),
                                   withQuiescence ? std::optional(options.quiescence) : std::nullopt);
    if (!added) {
        console.fail(added.error());
        return;
    }
    if (const auto info = valueOr(console, findRegistry(*session, text(options.name)))) {
        console.result({{QStringLiteral("name"), info->name},
                        {QStringLiteral("url"), info->origin},
                        {QStringLiteral("quiescence_ms"), number(info->quiescenceMs)}},
                       QStringLiteral("%1 is %2.").arg(forCell(info->name), info->origin));
    }
}

void print(Console& console, const RegistryStatus& status)
{
    const QString who =
        status.loggedIn ? QStringLiteral(" Logged in as %1%2.")
                              .arg(forCell(status.username),
                                   status.superuser ? QStringLiteral(", who may ban, clear and prohibit") : QString())
                        : QString();
    console.result({{QStringLiteral("name"), status.name},
                    {QStringLiteral("url"), status.origin},
                    {QStringLiteral("reachable"), status.reachable},
                    {QStringLiteral("logged_in"), status.loggedIn},
                    {QStringLiteral("username"), status.username},
                    {QStringLiteral("superuser"), status.superuser},
                    {QStringLiteral("trouble"), status.trouble}},
                   QStringLiteral("%1 %2.%3 %4")
                       .arg(status.origin,
                            status.reachable ? QStringLiteral("answers") : QStringLiteral("does not answer"), who,
                            status.trouble)
                       .trimmed());
}

void logIn(Console& console, const std::string& name, const std::string& file)
{
    const auto session = console.open(OpenMode::ReadOnly);
    const auto credentials = session ? credentialsFor(console, *session, text(name), file) : std::nullopt;
    const auto status =
        credentials ? valueOr(console, logInTo(*session, text(name), *credentials, console.stop())) : std::nullopt;
    if (!status) {
        return;
    }
    if (!keepInKeyring(status->origin, *credentials)) {
        console.say(QStringLiteral("There is no keyring here: the credentials were not kept."));
    }
    print(console, *status);
}

void tellStatus(Console& console, const std::string& name, const std::string& file)
{
    const auto session = console.open(OpenMode::ReadOnly);
    if (!session) {
        return;
    }
    std::optional<Credentials> credentials;
    if (!file.empty()) {
        credentials = valueOr(console, readCredentialsFile(text(file)));
        if (!credentials) {
            return;
        }
    }
    if (const auto status = valueOr(console, registryStatus(*session, text(name), credentials, console.stop()))) {
        print(console, *status);
        const bool refused = credentials && !status->loggedIn;
        console.exitWith(!status->reachable ? exitCode(ErrorKind::Registry)
                         : refused          ? exitCode(ErrorKind::NeedsPerson)
                                            : 0);
    }
}

} // namespace

void addRegistry(CLI::App& app, Console& console)
{
    auto* registry = app.add_subcommand("registry", "The registries this workspace knows");
    registry->require_subcommand(1);
    auto options = std::make_shared<AddOptions>();
    auto* adding = registry->add_subcommand("add", "Keep a registry by a name");
    adding->add_option("name", options->name, "A short name")->required();
    adding->add_option("url", options->url, "https://..., or a loopback address")->required();
    adding->add_option("--ca", options->ca, "A certificate authority to trust besides the system's");
    auto* quiescence =
        adding->add_option("--quiescence", options->quiescence, "Milliseconds before an unknown outcome is read");
    adding->callback([&console, options, quiescence] { add(console, *options, quiescence->count() > 0); });

    struct Names {
        std::string name, credentials;
    };
    auto names = std::make_shared<Names>();
    auto* login = app.add_subcommand("login", "Log in to a registry and keep the credentials in the keyring");
    login->add_option("name", names->name, "A registry's name or URL")->required();
    login->add_option("--credentials", names->credentials, "A credentials file that only you can read");
    login->callback([&console, names] { logIn(console, names->name, names->credentials); });
    auto* status = app.add_subcommand("status", "Whether a registry answers, and who we are there");
    status->add_option("name", names->name, "A registry's name or URL")->required();
    status->add_option("--credentials", names->credentials, "A credentials file that only you can read");
    status->callback([&console, names] { tellStatus(console, names->name, names->credentials); });
}

} // namespace cordon::ctl
