// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/console.h"
#include "core/actions/select.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>

namespace cordon::ctl {

namespace {

struct Options {
    std::string name, where, file, expression, of;
};

void run(Console& console, const Options& options, const CLI::App& command)
{
    const auto session = console.open(OpenMode::ReadWrite);
    if (!session) {
        return;
    }
    SelectOrder order;
    order.name = text(options.name);
    if (command.count("--where") > 0) {
        order.filter = text(options.where);
    }
    if (command.count("--from") > 0) {
        order.file = text(options.file);
    }
    if (command.count("--expr") > 0) {
        order.expression = text(options.expression);
    }
    if (!options.of.empty()) {
        order.of = options.of == "projects"  ? Table::Projects
                   : options.of == "domains" ? Table::Domains
                                             : Table::Accounts;
    }
    if (const auto made = valueOr(console, makeSelection(*session, order))) {
        console.result({{QStringLiteral("name"), made->name},
                        {QStringLiteral("accounts"), number(made->accounts)},
                        {QStringLiteral("projects"), number(made->projects)},
                        {QStringLiteral("domains"), number(made->domains)},
                        {QStringLiteral("provenance"), made->provenance}},
                       QStringLiteral("%1: %L2 accounts, %L3 projects, %L4 domains.")
                           .arg(forCell(made->name))
                           .arg(made->accounts)
                           .arg(made->projects)
                           .arg(made->domains));
    }
}

} // namespace

void addSelect(CLI::App& app, Console& console)
{
    auto options = std::make_shared<Options>();
    auto* command = app.add_subcommand("select", "Make a named selection");
    command->add_option("name", options->name, "Its name")->required();
    auto* where = command->add_option("--where", options->where, "A filter, as 'domain:inbox.ru empty:yes'");
    auto* file = command->add_option("--from", options->file,
                                     "A file with a subject a line: account:NAME, project:NAME, domain:NAME");
    auto* expression =
        command->add_option("--expr", options->expression, "Named selections joined by + - & and parentheses");
    where->excludes(file)->excludes(expression);
    file->excludes(expression);
    command->add_option("--of", options->of, "Only accounts, projects or domains of a filter")
        ->check(CLI::IsMember({"accounts", "projects", "domains"}));
    command->callback([&console, options, command] { run(console, *options, *command); });
}

} // namespace cordon::ctl
