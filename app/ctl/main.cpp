// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/console.h"
#include "core/actions/process.h"
#include "core/domain/visible_text.h"

#include <CLI/CLI.hpp>
#include <QCoreApplication>
#include <QLocale>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace {

// Ctrl-C asks for an orderly stop; a second one ends the program, and the journal resumes later.
void watchInterrupts(cordon::ctl::Console& console)
{
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::thread([signals, &console] {
        int which = 0;
        ::sigwait(&signals, &which);
        console.requestStop();
        ::sigwait(&signals, &which);
        std::_Exit(128 + which);
    }).detach();
}

void addCommands(CLI::App& app, cordon::ctl::Console& console)
{
    using namespace cordon::ctl;
    for (const auto add :
         {addInit, addImport, addGroups, addList, addTimeline, addFacets, addExplain, addSelect, addPlan, addShow,
          addApply, addRuns, addReverse, addLedger, addReport, addRegistry, addProtect, addDemo, addCompletion}) {
        add(app, console);
    }
}

// The library says only that a command is missing, also where one was misspelt.
int wrongUse(const CLI::App& app, const CLI::ParseError& error)
{
    const std::vector<std::string> rest = app.remaining();
    if (app.get_subcommands().empty() && !rest.empty()) {
        std::cerr << "cordonctl: There is no command \""
                  << cordon::forCell(cordon::ctl::text(rest.front())).toStdString()
                  << "\". Run with --help to see them all.\n";
    } else {
        // What was typed may come from a script that passes on what somebody else wrote.
        std::ostringstream said;
        app.exit(error, said, said);
        std::cerr << cordon::forDetail(cordon::ctl::text(said.str())).toStdString();
    }
    return 2;
}

} // namespace

int main(int argc, char** argv)
{
    cordon::hardenProcess();
    // One console for the life of the process: the signal thread outlives main's frame.
    static cordon::ctl::Console console;
    watchInterrupts(console);
    QCoreApplication application(argc, argv);
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); // figures read the same wherever this runs
    QCoreApplication::setApplicationName(QStringLiteral("cordonctl"));

    CLI::App app("cordonctl: the moderation console of a package registry, without its window");
    app.set_version_flag("--version", "cordonctl " CORDON_VERSION);
    std::string workspace = cordon::defaultWorkspace().toStdString();
    app.add_option("--workspace", workspace,
                   "The folder to work in (default: $CORDON_WORKSPACE, else the data folder)");
    app.add_flag("--json", console.json, "Print one JSON document");
    app.add_flag("--jsonl", console.jsonl, "Print lists as JSON Lines");
    app.add_flag("--quiet", console.quiet, "Say nothing but results and errors");
    app.require_subcommand(1);
    app.fallthrough();
    app.parse_complete_callback([&] { console.workspace = cordon::ctl::text(workspace); });
    addCommands(app, console);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& done) {
        return app.exit(done);
    } catch (const CLI::ParseError& error) {
        return wrongUse(app, error);
    }
    return console.exit();
}
