// SPDX-License-Identifier: Apache-2.0
#include "core/domain/canonical_json.h"
#include "core/plan/plan.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

QString fullName(const Subject& subject)
{
    const QString kind = word(subject.kind);
    return kind + u':' + subject.name;
}

QJsonValue time(const std::optional<Instant>& at)
{
    return at ? QJsonValue(formatInstant(*at)) : QJsonValue();
}

QJsonValue known(const QString& text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonObject pinJson(const Pin& pin)
{
    return {{u"uuid"_s, known(pin.uuid)}, {u"since"_s, time(pin.since)}};
}

QJsonArray texts(const std::vector<QString>& list)
{
    QJsonArray out;
    for (const QString& text : list) {
        out.append(text);
    }
    return out;
}

QJsonArray stepsJson(const std::vector<PlanStep>& steps)
{
    QJsonArray out;
    for (const PlanStep& step : steps) {
        out.append(QJsonObject{{u"verb"_s, word(step.verb)},
                               {u"subject"_s, fullName(step.subject)},
                               {u"pin"_s, pinJson(step.pin)},
                               {u"expected"_s, step.expected},
                               {u"inverse"_s, step.inverse ? QJsonValue(word(*step.inverse)) : QJsonValue()},
                               {u"compensates"_s, step.compensates},
                               {u"because"_s, known(step.because)}});
    }
    return out;
}

QJsonArray collateralJson(const std::vector<Collateral>& all, SubjectKind kind)
{
    QJsonArray out;
    for (const Collateral& one : all) {
        if (one.subject.kind == kind) {
            out.append(QJsonObject{{u"name"_s, one.subject.name}, {u"why"_s, one.why}, {u"made_good"_s, one.madeGood}});
        }
    }
    return out;
}

QJsonArray remarksJson(const std::vector<Remark>& remarks)
{
    QJsonArray out;
    for (const Remark& remark : remarks) {
        out.append(QJsonObject{{u"subject"_s, fullName(remark.subject)}, {u"why"_s, remark.why}});
    }
    return out;
}

QJsonArray factsJson(const std::vector<SubjectFacts>& all)
{
    QJsonArray out;
    for (const SubjectFacts& facts : all) {
        QJsonObject object{{u"subject"_s, fullName(facts.subject)},
                           {u"domain"_s, facts.domain},
                           {u"time"_s, facts.time == Instant{} ? QJsonValue() : time(facts.time)}};
        if (facts.subject.kind == SubjectKind::Project) {
            object.insert(u"owner"_s, facts.owner);
            object.insert(u"holders"_s, texts(facts.holders));
        }
        out.append(object);
    }
    return out;
}

QJsonArray holdersJson(const std::vector<RoleHolder>& holders)
{
    QJsonArray out;
    for (const RoleHolder& holder : holders) {
        out.append(
            QJsonObject{{u"name"_s, holder.account.name}, {u"pin"_s, pinJson(holder.pin)}, {u"state"_s, holder.state}});
    }
    return out;
}

} // namespace

QByteArray planBytes(const Plan& plan)
{
    QJsonArray verbs;
    for (const Verb verb : plan.verbs) {
        verbs.append(word(verb));
    }
    return canonicalJson(QJsonObject{
        {u"format"_s, u"cordon-plan/1"_s},
        {u"registry"_s, plan.registry},
        {u"selection"_s, plan.selection},
        {u"provenance"_s, plan.provenance},
        {u"verbs"_s, verbs},
        {u"justification"_s, toJson(plan.why)},
        {u"steps"_s, stepsJson(plan.steps)},
        {u"irreversible"_s, static_cast<qint64>(plan.irreversible())},
        {u"collateral"_s, QJsonObject{{u"accounts"_s, collateralJson(plan.collateral, SubjectKind::Account)},
                                      {u"projects"_s, collateralJson(plan.collateral, SubjectKind::Project)},
                                      {u"domains"_s, collateralJson(plan.collateral, SubjectKind::Domain)}}},
        {u"protected"_s, remarksJson(plan.protectedSubjects)},
        {u"excluded"_s, remarksJson(plan.excluded)},
        {u"facts"_s, factsJson(plan.facts)},
        {u"holders"_s, holdersJson(plan.holders)},
        {u"residue"_s, texts(plan.residue)},
        {u"reverses"_s, plan.reverses ? QJsonValue(hex(*plan.reverses)) : QJsonValue()},
        {u"calls"_s, static_cast<qint64>(plan.calls)},
        {u"estimate_s"_s, static_cast<qint64>(plan.estimateSeconds)},
    });
}

} // namespace cordon
