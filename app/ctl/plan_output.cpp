// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/plan_output.h"

#include "core/domain/visible_text.h"

#include <QJsonArray>

namespace cordon::ctl {

namespace {

QString subjectWord(const Subject& subject)
{
    return word(subject.kind) + QLatin1Char(':') + subject.key;
}

QJsonArray remarks(const std::vector<Remark>& list)
{
    QJsonArray array;
    for (const Remark& remark : list) {
        array.append(
            QJsonObject{{QStringLiteral("subject"), subjectWord(remark.subject)}, {QStringLiteral("why"), remark.why}});
    }
    return array;
}

QJsonObject collateral(const Plan& plan)
{
    QJsonArray accounts, projects, domains;
    for (const Collateral& one : plan.collateral) {
        const QJsonObject object{{QStringLiteral("name"), one.subject.name},
                                 {QStringLiteral("why"), one.why},
                                 {QStringLiteral("made_good"), one.madeGood}};
        (one.subject.kind == SubjectKind::Account   ? accounts
         : one.subject.kind == SubjectKind::Project ? projects
                                                    : domains)
            .append(object);
    }
    return {{QStringLiteral("accounts"), accounts},
            {QStringLiteral("projects"), projects},
            {QStringLiteral("domains"), domains}};
}

} // namespace

void printPlan(Console& console, const Plan& plan, const QString& path, bool reversal)
{
    QJsonObject document{{QStringLiteral("plan"), path},
                         {QStringLiteral("hash"), hex(planHash(plan))},
                         {QStringLiteral("steps"), static_cast<qint64>(plan.steps.size())},
                         {QStringLiteral("irreversible"), number(plan.irreversible())},
                         {QStringLiteral("collateral"), collateral(plan)},
                         {QStringLiteral("protected"), remarks(plan.protectedSubjects)},
                         {QStringLiteral("excluded"), remarks(plan.excluded)},
                         {QStringLiteral("calls"), number(plan.calls)},
                         {QStringLiteral("estimate_s"), number(plan.estimateSeconds)}};
    if (reversal || !plan.residue.empty()) {
        QJsonArray residue;
        for (const QString& sentence : plan.residue) {
            residue.append(sentence);
        }
        document.insert(QStringLiteral("residue"), residue);
    }
    console.result(document, QString(planInWords(plan) +
                                     QStringLiteral("\nWritten to %1. Nothing was sent.\n").arg(forCell(path, 4096))));
}

std::optional<std::optional<Instant>> reviewDate(Console& console, const std::string& given)
{
    if (given.empty()) {
        return std::optional<Instant>();
    }
    const auto at = parseInstant(text(given));
    if (!at) {
        console.fail({ErrorKind::Usage, QStringLiteral("--review-by is a date such as 2025-08-01."), {}, {}});
        return std::nullopt;
    }
    return at;
}

} // namespace cordon::ctl
