// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/console.h"
#include "core/actions/protect.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QJsonArray>

namespace cordon::ctl {

namespace {

void print(Console& console, Session& session)
{
    const auto subjects = valueOr(console, protectedList(session));
    if (!subjects) {
        return;
    }
    QJsonArray names;
    QString lines;
    for (const Subject& subject : *subjects) {
        const QString name = word(subject.kind) + QLatin1Char(':') + subject.key;
        names.append(name);
        lines += forCell(name) + QLatin1Char('\n');
    }
    console.result({{QStringLiteral("protected"), names}},
                   subjects->empty() ? QStringLiteral("Nothing is protected.") : lines);
}

void change(Console& console, const std::string& name, bool on)
{
    const auto subject = valueOr(console, parseSubject(text(name)));
    const auto session = subject ? console.open(OpenMode::ReadWrite) : nullptr;
    if (!session) {
        return;
    }
    if (const auto done = protect(*session, *subject, on); !done) {
        console.fail(done.error());
        return;
    }
    print(console, *session);
}

} // namespace

void addProtect(CLI::App& app, Console& console)
{
    auto* command = app.add_subcommand("protect", "Names and domains that need a second person");
    command->require_subcommand(1);
    auto name = std::make_shared<std::string>();
    auto* add = command->add_subcommand("add", "Protect account:NAME, project:NAME or domain:NAME");
    add->add_option("subject", *name, "The subject")->required();
    add->callback([&console, name] { change(console, *name, true); });
    auto* remove = command->add_subcommand("remove", "Protect it no more");
    remove->add_option("subject", *name, "The subject")->required();
    remove->callback([&console, name] { change(console, *name, false); });
    command->add_subcommand("list", "What is protected")->callback([&console] {
        if (const auto session = console.open(OpenMode::ReadOnly)) {
            print(console, *session);
        }
    });
}

} // namespace cordon::ctl
