// SPDX-License-Identifier: Apache-2.0
#include "core/domain/figures.h"
#include "core/domain/visible_text.h"
#include "core/plan/effects.h"
#include "core/plan/plan.h"

#include <QStringList>

namespace cordon {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kFirstSteps = 5;
constexpr std::size_t kLastSteps = 3;
constexpr std::size_t kListed = 20;

/// Lines of text; a heading is a line of its own, its content is indented.
class Lines {
public:
    void heading(const QString& text) { m_text += (m_text.isEmpty() ? u"" : u"\n") + text + u'\n'; }
    void line(const QString& text) { m_text += u"  " + text + u'\n'; }
    [[nodiscard]] QString text() const { return m_text; }

private:
    QString m_text;
};

QString named(const Subject& subject)
{
    return word(subject.kind) + u' ' + forCell(subject.name, 100);
}

QString duration(std::int64_t seconds)
{
    if (seconds < 120) {
        return figures::counted(seconds, u"second"_s, u"seconds"_s);
    }
    if (seconds < 7200) {
        return figures::counted((seconds + 59) / 60, u"minute"_s, u"minutes"_s);
    }
    return figures::counted((seconds + 3599) / 3600, u"hour"_s, u"hours"_s);
}

QString stepLine(const Plan& plan, std::size_t at)
{
    const PlanStep& step = plan.steps[at];
    QString line = u"%1. %2 %3 (now %4)"_s.arg(figures::grouped(static_cast<std::int64_t>(at) + 1), word(step.verb),
                                               named(step.subject), forCell(step.expected, 40));
    if (step.compensates) {
        line += u", to make good what the quarantine of "_s + forCell(step.because, 100) + u" does"_s;
    }
    return line;
}

void addCounts(Lines& out, const Plan& plan)
{
    for (const Verb verb :
         {Verb::Ban, Verb::Quarantine, Verb::Prohibit, Verb::Remove, Verb::Clear, Verb::Reinstate, Verb::Permit}) {
        std::int64_t asked = 0;
        std::int64_t compensating = 0;
        for (const PlanStep& step : plan.steps) {
            asked += step.verb == verb && !step.compensates ? 1 : 0;
            compensating += step.verb == verb && step.compensates ? 1 : 0;
        }
        if (asked > 0) {
            out.line(figures::grouped(asked) + u' ' + word(verb));
        }
        if (compensating > 0) {
            out.line(
                u"%1 %2, making good what happens to bystanders"_s.arg(figures::grouped(compensating), word(verb)));
        }
    }
    out.line(plan.irreversible() == 0
                 ? u"Every step can be taken back."_s
                 : u"%1 cannot be taken back."_s.arg(figures::counted(plan.irreversible(), u"step"_s, u"steps"_s)));
    out.line(u"About %1, about %2."_s.arg(figures::counted(plan.calls, u"request"_s, u"requests"_s),
                                          duration(plan.estimateSeconds)));
}

void addJustification(Lines& out, const Justification& why)
{
    out.heading(u"Why"_s);
    out.line(u"Policy: "_s + forCell(why.policy, 80));
    // A reason may have lines of its own; each stays inside the paragraph.
    for (const QString& line : forDetail(why.reason).split(u'\n')) {
        out.line(line);
    }
    for (const QString& reference : why.evidence) {
        out.line(u"Evidence: "_s + forCell(reference, 1000));
    }
    out.line(u"By %1 at %2"_s.arg(forCell(why.author, 100), formatInstant(why.at)));
    if (why.reviewBy) {
        out.line(u"To be reviewed by "_s + formatDay(*why.reviewBy));
    }
}

template<class List, class Line>
void addList(Lines& out, const QString& heading, const List& list, Line line)
{
    if (list.empty()) {
        return;
    }
    const auto count = static_cast<std::int64_t>(list.size());
    out.heading(u"%1 (%2)"_s.arg(heading, figures::grouped(count)));
    for (std::size_t i = 0; i < list.size() && i < kListed; ++i) {
        out.line(line(list[i]));
    }
    if (list.size() > kListed) {
        out.line(u"... and %1 more"_s.arg(figures::grouped(count - static_cast<std::int64_t>(kListed))));
    }
}

void addSteps(Lines& out, const Plan& plan)
{
    const std::size_t count = plan.steps.size();
    if (count == 0) {
        return;
    }
    out.heading(u"Steps, in this order"_s);
    const bool all = count <= kFirstSteps + kLastSteps + 1;
    for (std::size_t i = 0; i < (all ? count : kFirstSteps); ++i) {
        out.line(stepLine(plan, i));
    }
    if (!all) {
        out.line(
            u"... %1 more ..."_s.arg(figures::grouped(static_cast<std::int64_t>(count - kFirstSteps - kLastSteps))));
        for (std::size_t i = count - kLastSteps; i < count; ++i) {
            out.line(stepLine(plan, i));
        }
    }
}

} // namespace

QString planInWords(const Plan& plan)
{
    Lines out;
    out.heading(u"Plan "_s + hex(planHash(plan)));
    QStringList verbs;
    for (const Verb verb : plan.verbs) {
        verbs.append(word(verb));
    }
    const auto steps = static_cast<std::int64_t>(plan.steps.size());
    out.line(u"%1: %2"_s.arg(verbs.isEmpty() ? u"nothing to do"_s : verbs.join(u", "_s),
                             figures::counted(steps, u"step"_s, u"steps"_s)));
    out.line(u"Selection: "_s + forCell(plan.selection, 200));
    if (!plan.provenance.isEmpty()) {
        out.line(u"Made from: "_s + forCell(plan.provenance, 1000));
    }
    out.line(u"Registry: "_s +
             (plan.registry.isEmpty() ? u"the one it is first applied to"_s : forCell(plan.registry)));
    if (plan.reverses) {
        out.line(u"Takes back plan "_s + hex(*plan.reverses));
    }
    addCounts(out, plan);
    if (plan.needsSecondPerson()) {
        out.line(u"A second person must approve it."_s);
    }
    addJustification(out, plan.why);
    addList(out, u"Touched without being selected"_s, plan.collateral, [](const Collateral& one) {
        return QString(named(one.subject) + u": " + forCell(one.why, 1000) +
                       (one.madeGood ? u" (made good)" : u" (NOT made good)"));
    });
    const auto remark = [](const Remark& one) { return QString(named(one.subject) + u": " + forCell(one.why, 1000)); };
    addList(out, u"Protected: a second person must agree"_s, plan.protectedSubjects, remark);
    addList(out, u"Selected, but left out"_s, plan.excluded, remark);
    addList(out, u"What cannot be brought back exactly"_s, plan.residue,
            [](const QString& sentence) { return forCell(sentence, 1000); });
    addSteps(out, plan);
    return out.text();
}

} // namespace cordon
