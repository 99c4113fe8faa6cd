// SPDX-License-Identifier: Apache-2.0
#include "core/actions/registry.h"
#include "core/actions/whole_file.h"
#include "core/domain/visible_text.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <qt6keychain/keychain.h>

#include <sys/stat.h>

namespace cordon {

namespace {

constexpr qint64 kCredentialsLimit = 64 * 1024;
const QString kService = QStringLiteral("cordon");

Result<Credentials> credentialsFromJson(const QByteArray& bytes, const QString& from)
{
    const QJsonDocument document = QJsonDocument::fromJson(bytes);
    if (!document.isObject()) {
        return failure(ErrorKind::BadInput, QStringLiteral("%1 does not hold a JSON object.").arg(forCell(from)), {},
                       QStringLiteral("It should look like {\"username\":…,\"password\":…,\"totp_secret\":…}."));
    }
    const QJsonObject object = document.object();
    Credentials credentials{object.value(QLatin1String("username")).toString(),
                            object.value(QLatin1String("password")).toString(),
                            object.value(QLatin1String("totp_secret")).toString(),
                            object.value(QLatin1String("session_cookie")).toString()};
    if (credentials.sessionCookie.isEmpty() && (credentials.username.isEmpty() || credentials.password.isEmpty())) {
        return failure(
            ErrorKind::BadInput,
            QStringLiteral("%1 holds neither a session cookie nor a user name with password.").arg(forCell(from)));
    }
    return credentials;
}

QByteArray jsonOf(const Credentials& credentials)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("username"), credentials.username},
                                     {QStringLiteral("password"), credentials.password},
                                     {QStringLiteral("totp_secret"), credentials.totpSecret},
                                     {QStringLiteral("session_cookie"), credentials.sessionCookie}})
        .toJson(QJsonDocument::Compact);
}

// The keyring answers by signal; the caller's thread waits for it. Never on the UI thread.
bool runJob(QKeychain::Job& job, const QString& origin)
{
    QEventLoop loop;
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.setKey(origin);
    QObject::connect(&job, &QKeychain::Job::finished, &loop, &QEventLoop::quit);
    job.start();
    loop.exec();
    return job.error() == QKeychain::NoError;
}

} // namespace

Result<Credentials> readCredentialsFile(const QString& path)
{
    struct stat info {};
    if (::stat(QFile::encodeName(path).constData(), &info) != 0) {
        return failure(ErrorKind::BadInput, QStringLiteral("There is no credentials file %1.").arg(forCell(path)));
    }
    if (!S_ISREG(info.st_mode) || (info.st_mode & 0077) != 0) {
        return failure(ErrorKind::BadInput, QStringLiteral("%1 can be read by others.").arg(forCell(path)),
                       QStringLiteral("It was not used."), QStringLiteral("Make it yours alone: chmod 600."));
    }
    const auto bytes = readWholeFile(path, kCredentialsLimit);
    return bytes ? credentialsFromJson(*bytes, path) : tl::unexpected(bytes.error());
}

std::optional<Credentials> keyringCredentials(const QString& origin)
{
    if (!QCoreApplication::instance()) {
        return std::nullopt;
    }
    QKeychain::ReadPasswordJob job(kService);
    if (!runJob(job, origin)) {
        return std::nullopt;
    }
    const auto credentials = credentialsFromJson(job.binaryData(), QStringLiteral("The keyring"));
    return credentials ? std::optional(*credentials) : std::nullopt;
}

bool keepInKeyring(const QString& origin, const Credentials& credentials)
{
    if (!QCoreApplication::instance()) {
        return false;
    }
    QKeychain::WritePasswordJob job(kService);
    job.setBinaryData(jsonOf(credentials));
    return runJob(job, origin);
}

} // namespace cordon
