// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/credentials.h"

#include <iostream>
#include <termios.h>
#include <unistd.h>

namespace cordon::ctl {

namespace {

QString ask(const QString& question, bool hidden)
{
    std::cerr << question.toStdString() << ": " << std::flush;
    termios before{};
    const bool silenced = hidden && ::tcgetattr(STDIN_FILENO, &before) == 0;
    if (silenced) {
        termios quiet = before;
        quiet.c_lflag &= static_cast<tcflag_t>(~ECHO);
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
    }
    std::string answer;
    std::getline(std::cin, answer);
    if (silenced) {
        ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
        std::cerr << '\n';
    }
    return text(answer);
}

} // namespace

std::optional<Credentials> credentialsFor(Console& console, Session& session, const QString& registry,
                                          const std::string& file)
{
    if (!file.empty()) {
        return valueOr(console, readCredentialsFile(text(file)));
    }
    const auto info = valueOr(console, findRegistry(session, registry));
    if (!info) {
        return std::nullopt;
    }
    if (auto kept = keyringCredentials(info->origin)) {
        return kept;
    }
    if (::isatty(STDIN_FILENO) == 0) {
        console.fail({ErrorKind::NeedsPerson, QStringLiteral("No credentials for %1.").arg(info->origin),
                      QStringLiteral("Nothing was sent."),
                      QStringLiteral("Name a file with --credentials, or log in at a terminal.")});
        return std::nullopt;
    }
    return Credentials{ask(QStringLiteral("User name"), false),
                       ask(QStringLiteral("Password"), true),
                       ask(QStringLiteral("TOTP secret"), true),
                       {}};
}

} // namespace cordon::ctl
