// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/measure/report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace cordon::bench {

namespace {

constexpr int kName = 22, kFigure = 9, kSpread = 16, kRival = 33, kRatio = 8, kGoal = 18;

QString number(double value)
{
    return QString::number(value, 'f', value < 1 ? 3 : value < 100 ? 2 : 0);
}

/// "1/56" below one, "1.1x" above.
QString ratioWords(double ratio)
{
    if (ratio >= 0.75) {
        return QString::number(ratio, 'f', 2) + QLatin1Char('x');
    }
    return QStringLiteral("1/") + QString::number(1 / ratio, 'f', 1 / ratio < 10 ? 1 : 0);
}

QString goalWords(const Measured& result)
{
    QStringList words;
    if (result.goal.ratio) {
        words += ratioWords(*result.goal.ratio);
    }
    const double limit = result.goal.limit(result.scale);
    if (limit > 0 && (result.scale != 'L' || !result.theirs || !result.goal.ratio)) {
        words += number(limit) + QLatin1Char(' ') + result.unit;
    }
    return words.join(QStringLiteral(" or "));
}

QJsonValue orNull(const std::optional<double>& value)
{
    return value ? QJsonValue(*value) : QJsonValue();
}

QJsonObject toJson(const Measured& result)
{
    QJsonObject object{
        {QStringLiteral("name"), result.name},
        {QStringLiteral("scale"), QString(QLatin1Char(result.scale))},
        {QStringLiteral("median_ms"), result.ours.median},
        {QStringLiteral("spread_ms"), result.ours.spread()},
        {QStringLiteral("rival"), result.rival.isEmpty() ? QJsonValue() : QJsonValue(result.rival)},
        {QStringLiteral("rival_ms"), result.theirs ? QJsonValue(result.theirs->median) : QJsonValue()},
        {QStringLiteral("ratio"), orNull(result.ratio())},
        {QStringLiteral("goal"), orNull(result.goal.ratio)},
        {QStringLiteral("goal_ms"), result.goal.limit(result.scale)},
        {QStringLiteral("met"), result.hasGoal() ? QJsonValue(result.met()) : QJsonValue()},
        {QStringLiteral("asserted"), result.asserted},
        {QStringLiteral("unit"), result.unit},
        {QStringLiteral("runs"), result.runs},
    };
    if (!result.note.isEmpty()) {
        object.insert(QStringLiteral("note"), result.note);
    }
    return object;
}

QString line(const QString& name, const QString& figure, const QString& spread, const QString& rival,
             const QString& theirs, const QString& ratio, const QString& goal)
{
    return name.leftJustified(kName) + figure.rightJustified(kFigure) + spread.rightJustified(kSpread) +
           QStringLiteral("  ") + rival.leftJustified(kRival) + theirs.rightJustified(kFigure) +
           ratio.rightJustified(kRatio) + goal.rightJustified(kGoal);
}

} // namespace

QString tableHeader()
{
    return line(QStringLiteral("interaction"), QStringLiteral("median"), QStringLiteral("p25-p75"),
                QStringLiteral("rival"), QStringLiteral("median"), QStringLiteral("ratio"), QStringLiteral("goal")) +
           QStringLiteral("  met");
}

QString tableLine(const Measured& result)
{
    const auto ratio = result.ratio();
    const QString spread = number(result.ours.p25) + QLatin1Char('-') + number(result.ours.p75);
    QString text =
        line(result.name, number(result.ours.median), spread, result.theirs ? result.rival : QStringLiteral("-"),
             result.theirs ? number(result.theirs->median) : QString(), ratio ? ratioWords(*ratio) : QString(),
             goalWords(result));
    text += !result.hasGoal() ? QStringLiteral("  -  ")
            : result.met()    ? QStringLiteral("  yes")
                              : QStringLiteral("  NO ");
    if (!result.note.isEmpty()) {
        text += QStringLiteral("  ") + result.note;
    }
    return text;
}

QByteArray resultsJson(std::span<const Measured> results)
{
    QJsonArray array;
    for (const Measured& result : results) {
        array.append(toJson(result));
    }
    return QJsonDocument(QJsonObject{{QStringLiteral("results"), array}}).toJson(QJsonDocument::Compact);
}

} // namespace cordon::bench
