// SPDX-License-Identifier: Apache-2.0
#include "core/domain/names.h"
#include "core/domain/visible_text.h"
#include "core/plan/effects.h"
#include "core/plan/members.h"
#include "core/plan/plan.h"

#include <QJsonDocument>

#include <algorithm>
#include <set>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

QString at(const QString& list, qsizetype index)
{
    return u"%1[%2]"_s.arg(list).arg(index);
}

tl::unexpected<Error> refuse(const QString& why)
{
    return failure(ErrorKind::BadInput, u"This is not a plan that can be used: %1."_s.arg(why),
                   u"Nothing was changed."_s, u"Make the plan again rather than mend its file."_s);
}

std::vector<Verb> readVerbs(Members& members, Trouble& trouble)
{
    std::vector<Verb> out;
    for (const QString& text : members.texts(u"verbs"_s)) {
        const std::optional<Verb> verb = verbFromWord(text);
        if (!verb || *verb == Verb::Dismiss || (!out.empty() && out.back() >= *verb)) {
            trouble.say(u"verbs is not a list of verbs in their order"_s);
            return {};
        }
        out.push_back(*verb);
    }
    return out;
}

PlanStep readStep(const QJsonValue& value, const QString& where, Trouble& trouble)
{
    Members members(value, where, trouble);
    PlanStep step;
    const std::optional<Verb> verb = verbFromWord(members.text(u"verb"_s));
    const std::optional<Verb> inverse = verbFromWord(members.textOrNull(u"inverse"_s));
    step.verb = verb.value_or(Verb::Dismiss);
    step.subject = members.subject(u"subject"_s);
    step.pin = members.pin(u"pin"_s);
    step.expected = members.text(u"expected"_s);
    step.inverse = inverse;
    step.compensates = members.boolean(u"compensates"_s);
    step.because = members.textOrNull(u"because"_s);
    if (step.verb == Verb::Dismiss || !fits(step.verb, step.subject.kind)) {
        members.wrong(u"verb"_s, u"a verb that acts on this subject"_s);
    }
    if (!effects::isState(step.subject.kind, step.expected) ||
        !effects::nothingToDo(step.verb, step.expected).isEmpty()) {
        members.wrong(u"expected"_s, u"a state that this verb changes"_s);
    }
    if (step.inverse != (step.compensates ? std::nullopt : opposite(step.verb))) {
        members.wrong(u"inverse"_s, u"the verb that takes this step back"_s);
    }
    if (step.compensates && step.verb != Verb::Reinstate) {
        members.wrong(u"compensates"_s, u"true for a reinstate alone"_s);
    }
    if (step.compensates == step.because.isEmpty()) {
        members.wrong(u"because"_s, u"a project for a compensating step, and null for any other"_s);
    }
    return step;
}

/// What no step can tell of itself: repeats, verbs nobody asked for, a compensation before its cause.
void checkSteps(const Plan& plan, Trouble& trouble)
{
    std::set<std::pair<Verb, Subject>> seen;
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const PlanStep& step = plan.steps[i];
        const QString where = at(u"steps"_s, static_cast<qsizetype>(i));
        if (!seen.insert({step.verb, step.subject}).second) {
            trouble.say(u"%1 repeats a verb on a subject"_s.arg(where));
        }
        if (step.compensates && !seen.contains({Verb::Quarantine, Subject{SubjectKind::Project, step.because, {}}})) {
            trouble.say(u"%1 makes good what no step before it does"_s.arg(where));
        }
        if (!step.compensates && !std::binary_search(plan.verbs.begin(), plan.verbs.end(), step.verb)) {
            trouble.say(u"%1 has a verb that the plan does not name"_s.arg(where));
        }
    }
}

void readSteps(Members& members, Plan& plan, Trouble& trouble)
{
    const QJsonArray array = members.array(u"steps"_s);
    plan.steps.reserve(static_cast<std::size_t>(array.size()));
    for (qsizetype i = 0; i < array.size() && !trouble.any(); ++i) {
        plan.steps.push_back(readStep(array.at(i), at(u"steps"_s, i), trouble));
    }
    checkSteps(plan, trouble);
}

void readCollateral(Members& members, Plan& plan, Trouble& trouble)
{
    Members kinds(members.value(u"collateral"_s), u"collateral"_s, trouble);
    for (const SubjectKind kind : {SubjectKind::Account, SubjectKind::Project, SubjectKind::Domain}) {
        const QString name = word(kind) + u's';
        const QJsonArray array = kinds.array(name);
        for (qsizetype i = 0; i < array.size() && !trouble.any(); ++i) {
            Members one(array.at(i), at(kinds.place(name), i), trouble);
            const QString who = one.text(u"name"_s);
            const QString why = one.text(u"why"_s);
            plan.collateral.push_back({subjectOf(kind, who), why, one.boolean(u"made_good"_s)});
            if (who.isEmpty()) {
                one.wrong(u"name"_s, u"a name"_s);
            }
        }
    }
}

std::vector<Remark> readRemarks(Members& members, const QString& name, Trouble& trouble)
{
    std::vector<Remark> out;
    const QJsonArray array = members.array(name);
    for (qsizetype i = 0; i < array.size() && !trouble.any(); ++i) {
        Members one(array.at(i), at(name, i), trouble);
        const Subject subject = one.subject(u"subject"_s);
        out.push_back({subject, one.text(u"why"_s)});
    }
    return out;
}

std::vector<SubjectFacts> readFacts(Members& members, Trouble& trouble)
{
    std::vector<SubjectFacts> out;
    const QJsonArray array = members.array(u"facts"_s);
    for (qsizetype i = 0; i < array.size() && !trouble.any(); ++i) {
        Members one(array.at(i), at(u"facts"_s, i), trouble);
        SubjectFacts facts;
        facts.subject = one.subject(u"subject"_s);
        facts.domain = one.text(u"domain"_s);
        facts.time = one.timeOrNull(u"time"_s).value_or(Instant{});
        if (facts.subject.kind == SubjectKind::Project) {
            facts.owner = one.text(u"owner"_s);
            facts.holders = one.texts(u"holders"_s);
        }
        out.push_back(std::move(facts));
    }
    return out;
}

std::vector<RoleHolder> readHolders(Members& members, Trouble& trouble)
{
    std::vector<RoleHolder> out;
    const QJsonArray array = members.array(u"holders"_s);
    for (qsizetype i = 0; i < array.size() && !trouble.any(); ++i) {
        Members one(array.at(i), at(u"holders"_s, i), trouble);
        const QString name = one.text(u"name"_s);
        const Pin pin = one.pin(u"pin"_s);
        const QString state = one.text(u"state"_s);
        if (name.isEmpty() || !effects::isState(SubjectKind::Account, state)) {
            one.wrong(u"state"_s, u"the state of a named account"_s);
        }
        out.push_back({accountSubject(name), pin, state});
    }
    return out;
}

/// A list of subjects that must be in order and without repeats.
template<class List, class SubjectOf>
void checkSorted(const List& list, const QString& name, SubjectOf subjectOf, Trouble& trouble)
{
    for (std::size_t i = 1; i < list.size(); ++i) {
        if (!(subjectOf(list[i - 1]) < subjectOf(list[i]))) {
            trouble.say(u"%1 repeats a subject or is out of order"_s.arg(at(name, static_cast<qsizetype>(i))));
        }
    }
}

void checkLists(const Plan& plan, Trouble& trouble)
{
    const auto subject = [](const auto& item) -> const Subject& { return item.subject; };
    checkSorted(plan.collateral, u"collateral"_s, subject, trouble);
    checkSorted(plan.protectedSubjects, u"protected"_s, subject, trouble);
    checkSorted(plan.excluded, u"excluded"_s, subject, trouble);
    checkSorted(plan.facts, u"facts"_s, subject, trouble);
    checkSorted(
        plan.holders, u"holders"_s, [](const RoleHolder& h) -> const Subject& { return h.account; }, trouble);
    std::set<QString> holders;
    for (const RoleHolder& holder : plan.holders) {
        holders.insert(holder.account.key);
    }
    for (const SubjectFacts& facts : plan.facts) {
        for (const QString& key : facts.holders) {
            if (!holders.contains(key)) {
                trouble.say(u"facts name a role holder that holders does not describe"_s);
            }
        }
    }
}

void readJustification(Members& members, Plan& plan, Trouble& trouble)
{
    const Result<Justification> why = justificationFromJson(members.value(u"justification"_s).toObject());
    if (!why) {
        trouble.say(why.error().what);
        return;
    }
    plan.why = *why;
    if (plan.why.policy.trimmed().isEmpty() || plan.why.reason.trimmed().isEmpty() ||
        plan.why.author.trimmed().isEmpty()) {
        trouble.say(u"the justification is not complete"_s);
    }
}

void readReverses(Members& members, Plan& plan)
{
    const QString text = members.textOrNull(u"reverses"_s);
    if (!text.isEmpty()) {
        plan.reverses = digestFromHex(text);
        if (!plan.reverses) {
            members.wrong(u"reverses"_s, u"a SHA-256"_s);
        }
    }
}

Plan readMembers(const QJsonObject& object, Trouble& trouble)
{
    Members members(object, {}, trouble);
    Plan plan;
    (void)members.text(u"format"_s);
    plan.registry = members.text(u"registry"_s);
    plan.selection = members.text(u"selection"_s);
    plan.provenance = members.text(u"provenance"_s);
    plan.verbs = readVerbs(members, trouble);
    readJustification(members, plan, trouble);
    readSteps(members, plan, trouble);
    readCollateral(members, plan, trouble);
    plan.protectedSubjects = readRemarks(members, u"protected"_s, trouble);
    plan.excluded = readRemarks(members, u"excluded"_s, trouble);
    plan.facts = readFacts(members, trouble);
    plan.holders = readHolders(members, trouble);
    plan.residue = members.texts(u"residue"_s);
    readReverses(members, plan);
    plan.calls = members.count(u"calls"_s);
    plan.estimateSeconds = members.count(u"estimate_s"_s);
    if (members.count(u"irreversible"_s) != plan.irreversible()) {
        members.wrong(u"irreversible"_s, u"the number of steps that cannot be taken back"_s);
    }
    if (plan.verbs.empty() && !plan.reverses) {
        members.wrong(u"verbs"_s, u"naming at least one verb"_s);
    }
    checkLists(plan, trouble);
    return plan;
}

/// Nothing where the format is ours.
std::optional<Error> checkFormat(const QString& format)
{
    static const QString ours = u"cordon-plan/1"_s;
    if (format == ours) {
        return std::nullopt;
    }
    if (format.startsWith(u"cordon-plan/")) {
        return failure(ErrorKind::BadInput,
                       u"This plan has the format %1; this Cordon reads %2."_s.arg(forCell(format, 40), ours),
                       u"Nothing was changed."_s, u"Use the Cordon that made it, or a newer one."_s)
            .value();
    }
    return refuse(u"it does not say \"format\":\"%1\""_s.arg(ours)).value();
}

qsizetype firstDifference(const QByteArray& a, const QByteArray& b)
{
    return std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
}

} // namespace

Result<Plan> readPlan(const QByteArray& bytes)
{
    if (bytes.size() > kLargestPlanFile) {
        return refuse(u"it is larger than %1 MiB"_s.arg(kLargestPlanFile / 1024 / 1024));
    }
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &parsed);
    if (parsed.error != QJsonParseError::NoError) {
        return refuse(u"JSON error at byte %1, %2"_s.arg(parsed.offset).arg(parsed.errorString()));
    }
    const QJsonObject object = document.object();
    if (std::optional<Error> error = checkFormat(object.value(u"format"_s).toString())) {
        return tl::make_unexpected(*error);
    }
    Trouble trouble;
    Plan plan = readMembers(object, trouble);
    if (trouble.any()) {
        return refuse(trouble.what());
    }
    const QByteArray canonical = planBytes(plan);
    if (canonical != bytes) {
        return refuse(
            u"from byte %1 on it is not written as Cordon writes it"_s.arg(firstDifference(bytes, canonical)));
    }
    return plan;
}

} // namespace cordon
