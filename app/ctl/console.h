// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/session.h"

#include <QJsonObject>
#include <QString>

#include <functional>
#include <stop_token>

namespace CLI {
class App;
}

namespace cordon::ctl {

/// What every command shares: the global options, where output goes, and the exit code. Results go
/// to standard output, everything else to standard error (cli.md).
class Console {
public:
    QString workspace; ///< --workspace, $CORDON_WORKSPACE or the desktop's data folder
    bool json = false;
    bool jsonl = false;
    bool quiet = false;

    /// Prints the document with --json, else the text.
    void result(const QJsonObject& document, const QString& text);
    /// A list: JSON Lines with --jsonl, the document with --json, else the text.
    void list(const QJsonObject& document, const QString& member, const QString& text);
    /// A line for a person, on standard error; not with --quiet.
    void say(const QString& line) const;
    /// Prints the error and notes its exit code.
    void fail(const Error& error);
    void exitWith(int code) { m_exit = code; }
    [[nodiscard]] int exit() const { return m_exit == 0 && m_outputLost ? 1 : m_exit; }

    /// A progress line on standard error where that is a terminal.
    [[nodiscard]] ProgressSink progress() const;
    /// Asked by Ctrl-C.
    [[nodiscard]] std::stop_token stop() const { return m_stop.get_token(); }
    void requestStop() { m_stop.request_stop(); }

    /// Opens the workspace; on failure says so and returns null.
    [[nodiscard]] std::unique_ptr<Session> open(OpenMode mode);

private:
    void print(const QByteArray& bytes);

    std::stop_source m_stop;
    int m_exit = 0;
    bool m_outputLost = false;
};

/// The value of a Result, or: the error said, the exit code noted, and nothing.
template<class T>
[[nodiscard]] std::optional<T> valueOr(Console& console, Result<T>&& result)
{
    if (!result) {
        console.fail(result.error());
        return std::nullopt;
    }
    return std::move(*result);
}

[[nodiscard]] inline QString text(const std::string& argument)
{
    return QString::fromUtf8(argument.data(), static_cast<qsizetype>(argument.size()));
}

/// A count as JSON; Qt has no overload for std::int64_t.
[[nodiscard]] inline QJsonValue number(std::int64_t value)
{
    return QJsonValue(static_cast<qint64>(value));
}

// One function a command: declares its options and what happens when it is chosen.
void addInit(CLI::App& app, Console& console);
void addImport(CLI::App& app, Console& console);
void addGroups(CLI::App& app, Console& console);
void addList(CLI::App& app, Console& console);
void addTimeline(CLI::App& app, Console& console);
void addFacets(CLI::App& app, Console& console);
void addExplain(CLI::App& app, Console& console);
void addSelect(CLI::App& app, Console& console);
void addPlan(CLI::App& app, Console& console);
void addShow(CLI::App& app, Console& console);
void addApply(CLI::App& app, Console& console);
void addRuns(CLI::App& app, Console& console);
void addReverse(CLI::App& app, Console& console);
void addLedger(CLI::App& app, Console& console);
void addReport(CLI::App& app, Console& console);
void addRegistry(CLI::App& app, Console& console);
void addProtect(CLI::App& app, Console& console);
void addDemo(CLI::App& app, Console& console);
void addCompletion(CLI::App& app, Console& console);

} // namespace cordon::ctl
