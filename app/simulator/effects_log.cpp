// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/effects_log.h"

#include "core/domain/visible_text.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

Result<std::unique_ptr<EffectsLog>> EffectsLog::open(const QString& path)
{
    std::unique_ptr<EffectsLog> log(new EffectsLog(path));
    if (!log->m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered)) {
        return failure(ErrorKind::Io,
                       "The effects file "_L1 % forCell(path) % " cannot be opened: "_L1 % log->m_file.errorString(),
                       {}, u"Name a file in a folder that can be written."_s);
    }
    return log;
}

bool EffectsLog::write(Instant at, const QString& actor, const QByteArray& route, const Effects& effects)
{
    QByteArray lines;
    for (const Effect& effect : effects) {
        const QJsonObject line{{"at"_L1, formatInstant(at)},
                               {"actor"_L1, actor},
                               {"route"_L1, QString::fromUtf8(route)},
                               {"kind"_L1, effect.kind},
                               {"subject"_L1, effect.subject},
                               {"before"_L1, effect.before},
                               {"after"_L1, effect.after}};
        lines += QJsonDocument(line).toJson(QJsonDocument::Compact);
        lines += '\n';
    }
    return m_file.write(lines) == lines.size();
}

} // namespace cordon::simulator
