// SPDX-License-Identifier: Apache-2.0
#include "ui/models/words.h"

#include "core/domain/figures.h"

#include <QDir>

namespace cordon::ui {

QString figure(std::int64_t value)
{
    return figures::grouped(value);
}

QString counted(std::int64_t value, const QString& one, const QString& many)
{
    return figures::counted(value, one, many.isEmpty() ? QString(one % QLatin1Char('s')) : many);
}

QString accountsAndProjects(std::int64_t accounts, std::int64_t projects)
{
    return QString(counted(accounts, QStringLiteral("account")) % QStringLiteral(" + ") %
                   counted(projects, QStringLiteral("project")));
}

QString duration(std::int64_t seconds)
{
    if (seconds < 60) {
        return QStringLiteral("%1 s").arg(seconds);
    }
    if (seconds < 3600) {
        return QStringLiteral("%1 min").arg((seconds + 59) / 60);
    }
    return QStringLiteral("%1 h %2 min").arg(seconds / 3600).arg(seconds % 3600 / 60);
}

QString shortPath(const QString& path)
{
    const QString home = QDir::homePath() + QLatin1Char('/');
    return path.startsWith(home) ? QString(QStringLiteral("~/") % path.mid(home.size())) : path;
}

QString wholePath(const QString& typed)
{
    const QString path = typed.trimmed();
    return path.startsWith(QLatin1String("~/")) ? QDir::home().filePath(path.mid(2)) : path;
}

} // namespace cordon::ui
