// SPDX-License-Identifier: Apache-2.0
#include "tests/support/support.h"

#include <QFile>
#include <QFileInfo>

namespace cordon::test {

std::optional<QString> sharedData(const QString& relative)
{
    const QString path = qEnvironmentVariable("CORDON_SHARED_DATA") + QLatin1Char('/') + relative;
    return QFileInfo::exists(path) ? std::optional(path) : std::nullopt;
}

QString sourceFile(const QString& relative)
{
    return qEnvironmentVariable("CORDON_SOURCE_DIR") + QLatin1Char('/') + relative;
}

QString program(const QString& name)
{
    return qEnvironmentVariable("CORDON_BIN_DIR") + QLatin1Char('/') + name;
}

QByteArray readAll(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeAll(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size()) {
        qFatal("cannot write %s", qPrintable(path));
    }
}

} // namespace cordon::test
