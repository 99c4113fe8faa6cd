// SPDX-License-Identifier: Apache-2.0
#include "tests/support/program_runner.h"

#include "tests/support/support.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <csignal>
#include <grp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cordon::test {

using namespace Qt::StringLiterals;

namespace {

// Between fork and exec: system calls only.
void prepareChild(pid_t parent, const Circumstances& how)
{
    if (how.largestFile) {
        const rlimit limit{*how.largestFile, *how.largestFile};
        ::setrlimit(RLIMIT_FSIZE, &limit);
        ::signal(SIGXFSZ, SIG_DFL); // as a shell starts it; not dying of it is the program's affair
    }
    if (how.user && (::setgroups(0, nullptr) != 0 || ::setresgid(*how.user, *how.user, *how.user) != 0 ||
                     ::setresuid(*how.user, *how.user, *how.user) != 0)) {
        ::_exit(126);
    }
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // last: a change of user forgets it
    if (::getppid() != parent) {
        ::_exit(126);
    }
}

// A copy that every user can start: the checkout may lie where only its owner may look.
QString inPlainSight(const QString& program)
{
    static const QTemporaryDir place;
    ::chmod(QFile::encodeName(place.path()).constData(), 0755);
    const QString copy = place.filePath(QFileInfo(program).fileName());
    QFile::copy(program, copy); // does nothing where it stands already
    return copy;
}

} // namespace

QJsonObject Ran::json() const
{
    return QJsonDocument::fromJson(out).object();
}

QByteArray Ran::words() const
{
    return "ended: " + QByteArray(ended ? "yes" : "no") + ", code " + QByteArray::number(code) + "\n--- out\n" +
           out.left(4'000) + "\n--- err\n" + err.left(4'000);
}

void startBound(QProcess& process, const QString& name, const QStringList& arguments, const Circumstances& how)
{
    process.setChildProcessModifier([parent = ::getpid(), how] { prepareChild(parent, how); });
    if (how.mergeOutputs) {
        process.setProcessChannelMode(QProcess::MergedChannels);
    }
    process.start(how.user ? inPlainSight(program(name)) : program(name), arguments);
    process.closeWriteChannel();
}

Ran runProgram(const QString& name, const QStringList& arguments, const Circumstances& how)
{
    QProcess process;
    startBound(process, name, arguments, how);
    Ran ran;
    ran.ended = process.waitForFinished(how.patienceMs) && process.exitStatus() == QProcess::NormalExit;
    if (process.state() != QProcess::NotRunning) {
        process.kill();
        process.waitForFinished(5'000);
    }
    ran.code = process.exitCode();
    ran.out = process.readAllStandardOutput();
    ran.err = how.mergeOutputs ? QByteArray() : process.readAllStandardError();
    return ran;
}

QStringList Ctl::fullArguments(const QStringList& arguments) const
{
    return QStringList{u"--workspace"_s, m_workspace} + arguments;
}

Ran Ctl::operator()(const QStringList& arguments) const
{
    return runProgram(u"cordonctl"_s, fullArguments(arguments), m_how);
}

Ran Ctl::json(const QStringList& arguments) const
{
    return runProgram(u"cordonctl"_s, fullArguments(QStringList{u"--json"_s} + arguments), m_how);
}

} // namespace cordon::test
