// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/rows.h"

#include "core/query/filter.h"

#include <CLI/CLI.hpp>

namespace cordon::ctl {

void RowsOptions::addTo(CLI::App& command, bool required)
{
    command.add_option("--of", of, "accounts, projects or uploads")
        ->required(required)
        ->check(CLI::IsMember({"accounts", "projects", "uploads"}));
    command.add_option("--where", where, "A filter, as 'domain:inbox.ru joined:2025-06-09..2025-06-25'");
}

Table RowsOptions::table() const
{
    return of == "projects" ? Table::Projects : of == "uploads" ? Table::Uploads : Table::Accounts;
}

std::optional<Bitmap> RowsOptions::rows(Console& console, const Session& session) const
{
    const auto filter = Filter::parse(text(where));
    if (!filter) {
        console.fail({ErrorKind::BadInput, filter.error().sentence(), {}, {}});
        return std::nullopt;
    }
    auto outcome =
        valueOr(console, matchOutcome(*filter, *session.index(), table(), session.filterContext(), console.stop()));
    if (!outcome) {
        return std::nullopt;
    }
    if (const std::int64_t rows = outcome->gaveUp.count(); rows > 0) { // shown, never hidden
        console.say(QStringLiteral("The filter gave up on some rows (%L1); they are shown.").arg(rows));
    }
    return std::move(outcome->rows);
}

} // namespace cordon::ctl
