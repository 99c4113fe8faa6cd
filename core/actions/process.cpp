// SPDX-License-Identifier: Apache-2.0
#include "core/actions/process.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cordon {

void hardenProcess()
{
    // Started without its three standard files, it would print into the next file it opens.
    for (int file = ::open("/dev/null", O_RDWR); file >= 0; file = ::open("/dev/null", O_RDWR)) {
        if (file > STDERR_FILENO) {
            ::close(file);
            break;
        }
    }
    ::umask(077);
    const rlimit none{0, 0};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
    ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
    ::signal(SIGPIPE, SIG_IGN);
    ::signal(SIGXFSZ, SIG_IGN); // a file that may not grow is an error to tell, not an end
}

QString defaultWorkspace()
{
    const QString named = qEnvironmentVariable("CORDON_WORKSPACE");
    return named.isEmpty() ? QDir(QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation))
                                 .filePath(QStringLiteral("cordon"))
                           : named;
}

QString demoFolder()
{
    const QDir programs(QCoreApplication::applicationDirPath());
    const QFileInfo folder(programs.filePath(QStringLiteral("../share/cordon/demo")));
    return folder.isDir() ? folder.canonicalFilePath() : QString();
}

} // namespace cordon
