// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QProcess>
#include <QString>
#include <QStringList>

#include <optional>
#include <sys/resource.h>
#include <sys/types.h>

namespace cordon::test {

/// What a program left behind when it ended.
struct Ran {
    bool ended = false; ///< by itself and within the time
    int code = -1;
    QByteArray out, err;

    /// The one JSON document of standard output; empty where there is none, or more than one.
    [[nodiscard]] QJsonObject json() const;
    /// Everything, for the message of a failed test.
    [[nodiscard]] QByteArray words() const;
};

/// How a program is run besides its arguments.
struct Circumstances {
    int patienceMs = 600'000;          ///< the whole demo, sanitized, on a busy machine
    std::optional<uid_t> user;         ///< the child gives up root for good
    std::optional<rlim_t> largestFile; ///< no file grows beyond, as on a disk that is full
    bool mergeOutputs = false;         ///< standard error into the same pipe as standard output
};

/// Starts a program of ours that dies with this test, however the test ends.
void startBound(QProcess& process, const QString& name, const QStringList& arguments, const Circumstances& how = {});
/// Runs a program of ours to its end; kills it when the patience is over.
[[nodiscard]] Ran runProgram(const QString& name, const QStringList& arguments, const Circumstances& how = {});

/// cordonctl on one workspace.
class Ctl {
public:
    explicit Ctl(QString workspace, Circumstances how = {}) : m_workspace(std::move(workspace)), m_how(how) {}

    [[nodiscard]] const QString& workspace() const { return m_workspace; }
    [[nodiscard]] Ran operator()(const QStringList& arguments) const;
    /// With --json.
    [[nodiscard]] Ran json(const QStringList& arguments) const;
    [[nodiscard]] QStringList fullArguments(const QStringList& arguments) const;

private:
    QString m_workspace;
    Circumstances m_how;
};

} // namespace cordon::test

/// The program must have ended by itself with this code; what it said is printed where it has not.
#define CORDON_ENDED(ran, expected)                                                                                    \
    do {                                                                                                               \
        const cordon::test::Ran& itRan = (ran);                                                                        \
        QVERIFY2(itRan.ended&& itRan.code == (expected), itRan.words().constData());                                   \
    } while (false)
