// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/demo_job.h"
#include "core/actions/init.h"
#include "core/actions/process.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QDir>
#include <QTemporaryDir>

namespace cordon::ctl {

namespace {

// The folder named, which must be empty or new, or a fresh one beside the other temporary files.
std::optional<QString> folderFor(Console& console, const std::string& named)
{
    if (named.empty()) {
        QTemporaryDir folder(QDir::temp().filePath(QStringLiteral("cordon-demo-XXXXXX")));
        folder.setAutoRemove(false);
        return folder.path();
    }
    const QDir folder(text(named));
    if (folder.exists() && !folder.isEmpty()) {
        console.fail({ErrorKind::BadInput, QStringLiteral("%1 is not empty.").arg(forCell(text(named), 4096)),
                      QStringLiteral("Nothing was changed."), QStringLiteral("Name a new or empty folder.")});
        return std::nullopt;
    }
    if (!QDir().mkpath(folder.absolutePath())) {
        console.fail({ErrorKind::Io, QStringLiteral("%1 cannot be made.").arg(forCell(text(named), 4096)), {}, {}});
        return std::nullopt;
    }
    return folder.absolutePath();
}

void run(Console& console, const std::string& named)
{
    if (demoFolder().isEmpty()) {
        console.fail({ErrorKind::BadInput,
                      QStringLiteral("The built-in campaign is not installed beside this program."),
                      {},
                      {}});
        return;
    }
    const auto folder = folderFor(console, named);
    if (!folder) {
        return;
    }
    console.workspace = QDir(*folder).filePath(QStringLiteral("workspace"));
    const auto registry = valueOr(console, DemoRegistry::start(demoFolder(), *folder));
    if (!registry || !valueOr(console, initWorkspace(console.workspace))) {
        return;
    }
    const auto session = console.open(OpenMode::ReadWrite);
    if (!session) {
        return;
    }
    DemoJob job(console, *session, **registry, *folder);
    if (const auto document = job.run()) {
        console.result(*document, QStringLiteral("Everything lies in %1.").arg(forCell(*folder, 4096)));
    }
}

} // namespace

void addDemo(CLI::App& app, Console& console)
{
    auto folder = std::make_shared<std::string>();
    auto* command =
        app.add_subcommand("demo", "Do the whole job once, on the built-in campaign and a simulated registry");
    command->add_option("--dir", *folder, "A new or empty folder (default: a temporary one)");
    command->callback([&console, folder] { run(console, *folder); });
}

} // namespace cordon::ctl
