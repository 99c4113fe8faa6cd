// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/console.h"
#include "core/actions/init.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>

namespace cordon::ctl {

void addInit(CLI::App& app, Console& console)
{
    auto* command = app.add_subcommand("init", "Make an empty workspace");
    command->callback([&console] {
        if (const auto made = valueOr(console, initWorkspace(console.workspace))) {
            console.result({{QStringLiteral("workspace"), made->workspace},
                            {QStringLiteral("cache_schema"), made->cacheSchema},
                            {QStringLiteral("journal_schema"), made->journalSchema}},
                           QStringLiteral("Workspace %1 is ready.").arg(forCell(made->workspace, 4096)));
        }
    });
}

} // namespace cordon::ctl
