// SPDX-License-Identifier: Apache-2.0
// cordon: the console's window.
#include "core/actions/process.h"
#include "ui/theme/theme.h"
#include "ui/window/main_window.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QFile>
#include <QFileInfo>

#include <cstdio>

namespace {

struct Arguments {
    std::string workspace, registry, credentials, theme = "system";
    std::vector<std::string> imports;
};

QString text(const std::string& bytes)
{
    return QFile::decodeName(QByteArray::fromStdString(bytes));
}

void describe(CLI::App& app, Arguments& arguments)
{
    app.set_version_flag("--version", "cordon " CORDON_VERSION);
    app.add_option(
        "--workspace,workspace", arguments.workspace,
        "The folder to work in; made where it is missing (default: $CORDON_WORKSPACE, else the data folder)");
    app.add_option("--registry", arguments.registry, "Where a commit goes: a name or a URL");
    app.add_option("--credentials", arguments.credentials, "A credentials file that only you can read")
        ->check(CLI::ExistingFile);
    app.add_option("--theme", arguments.theme, "light, dark or system")
        ->check(CLI::IsMember({"light", "dark", "system"}))
        ->capture_default_str();
    app.add_option("--import", arguments.imports, "Files or folders to import once the workspace is open")
        ->check(CLI::ExistingPath);
}

int showWindow(const Arguments& arguments)
{
    using namespace cordon::ui;
    applyTheme(*themeFromWord(QString::fromStdString(arguments.theme)));
    MainWindow window({cordon::demoFolder(), QString::fromStdString(arguments.registry), text(arguments.credentials),
                       QFileInfo(text(arguments.workspace)).absoluteFilePath()});
    QStringList imports;
    for (const std::string& path : arguments.imports) {
        imports.append(QFileInfo(text(path)).absoluteFilePath());
    }
    window.importFrom(imports);
    window.show();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    cordon::hardenProcess();
    Arguments arguments;
    arguments.workspace = cordon::defaultWorkspace().toStdString();
    CLI::App app("cordon: the moderation console of a package registry");
    describe(app, arguments);
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& done) { // --help, --version: no display is needed
        return app.exit(done);
    } catch (const CLI::ParseError& error) {
        app.exit(error, std::cerr, std::cerr);
        return 2;
    }
    if (!qEnvironmentVariableIsSet("DISPLAY") && !qEnvironmentVariableIsSet("WAYLAND_DISPLAY") &&
        !qEnvironmentVariableIsSet("QT_QPA_PLATFORM")) {
        std::fputs("cordon needs a display. Without one, cordonctl does the same job: cordonctl --help\n", stderr);
        return 2;
    }
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("cordon"));
    QApplication::setApplicationDisplayName(QStringLiteral("Cordon"));
    QApplication::setApplicationVersion(QStringLiteral(CORDON_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("cordon"));
    return showWindow(arguments);
}
