// SPDX-License-Identifier: Apache-2.0
// cordon-bench: every interaction beside its rival, in one interleaved run.
#include "tests/bench/generator/trouble.h"
#include "tests/bench/inside/inside.h"
#include "tests/bench/interactions/interactions.h"
#include "tests/bench/measure/report.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QStandardPaths>

#include <cstdio>

namespace {

using namespace cordon::bench;

struct Arguments {
    std::string scale = "S", folder;
    std::vector<std::string> only;
    bool json = false;
    double patience = 1;
    double floor = 0;
    std::vector<std::string> inside;
};

void describe(CLI::App& app, Arguments& arguments)
{
    app.set_version_flag("--version", "cordon-bench " CORDON_VERSION);
    app.add_option("--scale", arguments.scale, "S, M or L")->check(CLI::IsMember({"S", "M", "L"}));
    std::vector<std::string> names;
    for (const Interaction& interaction : allInteractions()) {
        names.emplace_back(interaction.name);
    }
    app.add_option("--only", arguments.only, "This interaction alone; may be repeated")->check(CLI::IsMember(names));
    app.add_flag("--json", arguments.json, "One JSON document on standard output");
    app.add_option("--dir", arguments.folder, "Where made-up data is kept between runs");
    app.add_option("--patience", arguments.patience, "Times as long for each interaction");
    app.add_option("--floor", arguments.floor, "Fail where a goal is missed even if it were this many times as loose");
    app.add_option("--inside", arguments.inside, "For this program's own use")->group("")->expected(1, 4);
}

bool isWanted(const Arguments& arguments, std::string_view name)
{
    return arguments.only.empty() ||
           std::find(arguments.only.begin(), arguments.only.end(), name) != arguments.only.end();
}

/// 0, or 1 where answers differ, an asserted goal is missed or a floor is not reached.
int runAll(const Arguments& arguments)
{
    const QString folder = arguments.folder.empty() ? QStandardPaths::writableLocation(QStandardPaths::TempLocation) +
                                                          QStringLiteral("/cordon-bench")
                                                    : QString::fromStdString(arguments.folder);
    Stage stage(*scaleNamed(arguments.scale), folder, arguments.patience);
    Results results;
    int exit = 0;
    if (!arguments.json) {
        std::printf("%s\n", qPrintable(tableHeader()));
    }
    for (const Interaction& interaction : allInteractions()) {
        if (!isWanted(arguments, interaction.name)) {
            continue;
        }
        try {
            for (Measured& measured : interaction.run(stage)) {
                const bool fails = measured.fails(arguments.floor);
                exit = fails ? 1 : exit;
                if (!arguments.json) {
                    std::printf("%s%s\n", qPrintable(tableLine(measured)), fails ? "  FAILS" : "");
                    std::fflush(stdout);
                }
                results.push_back(std::move(measured));
            }
        } catch (const Trouble& trouble) {
            std::fprintf(stderr, "cordon-bench: %.*s: %s\n", static_cast<int>(interaction.name.size()),
                         interaction.name.data(), trouble.what());
            exit = 1;
        }
    }
    if (arguments.json) {
        std::printf("%s\n", resultsJson(results).constData());
    }
    return exit;
}

} // namespace

int main(int argc, char** argv)
{
    Arguments arguments;
    CLI::App app("cordon-bench: every interaction beside its rival");
    describe(app, arguments);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : 2;
    }
    if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
    const QApplication application(argc, argv);
    try {
        return arguments.inside.empty() ? runAll(arguments) : runInside(arguments.inside);
    } catch (const Trouble& trouble) {
        std::fprintf(stderr, "cordon-bench: %s\n", trouble.what());
        return 3;
    }
}
