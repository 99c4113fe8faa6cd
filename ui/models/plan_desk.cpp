// SPDX-License-Identifier: Apache-2.0
#include "ui/models/plan_desk.h"

#include "core/actions/protect.h"
#include "core/actions/select.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

namespace cordon::ui {

namespace {

const QString kJustificationKey = QStringLiteral("window/justification");
const QString kLeftOutKey = QStringLiteral("window/left-out");
const QString kTickedKey = QStringLiteral("window/ticked");

/// A plan for more subjects takes too long to follow every tick.
constexpr std::int64_t kMostPreviewed = 100'000;

/// What is kept of a session's marks, written and read on a thread.
struct Drafts {
    QString justification, leftOut;
    std::shared_ptr<const Index> index;
    ResolvedSelection ticked;
};

Drafts readDrafts(Session& session, std::shared_ptr<const Index> index)
{
    const auto read = [&](const QString& key) { return loadDraft(session, key).value_or(QString()); };
    Drafts drafts{read(kJustificationKey), read(kLeftOutKey), std::move(index), {}};
    if (drafts.index) {
        drafts.ticked = resolve(*drafts.index, tickedFromText(read(kTickedKey)));
    }
    return drafts;
}

Result<CheckedPlan> finish(Session& session, Result<Plan> plan, bool reversal)
{
    if (!plan) {
        return tl::unexpected(plan.error());
    }
    CheckedPlan checked;
    checked.hash = hex(planHash(*plan));
    checked.words = planInWords(*plan);
    checked.against = checkPlan(*session.index(), *plan);
    checked.plan = std::move(*plan);
    checked.reversal = reversal;
    return checked;
}

} // namespace

QString toText(const JustificationDraft& draft)
{
    if (draft == JustificationDraft()) {
        return {};
    }
    const QJsonObject object{{QStringLiteral("name"), draft.name},
                             {QStringLiteral("policy"), draft.policy},
                             {QStringLiteral("reason"), draft.reason},
                             {QStringLiteral("evidence"), draft.evidence},
                             {QStringLiteral("reviewBy"), draft.reviewBy}};
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

JustificationDraft draftFromText(const QString& text)
{
    const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
    const auto member = [&](const char* name) { return object.value(QLatin1String(name)).toString(); };
    return {member("name"), member("policy"), member("reason"), member("evidence"), member("reviewBy")};
}

PlanDesk::PlanDesk(Workbench& bench, QObject* parent) : QObject(parent), m_bench(bench)
{
    m_previewSoon.setSingleShot(true);
    m_previewSoon.setInterval(30);
    connect(&m_previewSoon, &QTimer::timeout, this, &PlanDesk::refreshPreview);
    m_saveSoon.setSingleShot(true);
    m_saveSoon.setInterval(250);
    connect(&m_saveSoon, &QTimer::timeout, this, &PlanDesk::keepDraft);
    connect(&m_bench, &Workbench::workspaceChanged, this, &PlanDesk::loadDrafts);
    connect(&m_bench, &Workbench::pictureChanged, this, [this] { m_previewSoon.start(); });
    connect(&m_bench.set(), &WorkingSet::changed, this, [this] {
        makeStale();
        m_previewSoon.start();
        if (!m_loading) {
            m_saveSoon.start();
        }
    });
    connect(&m_bench.set(), &WorkingSet::reasonsChanged, this, [this] { m_saveSoon.start(); });
}

void PlanDesk::keepDraft()
{
    m_saveSoon.stop();
    if (!mayKeep()) {
        return;
    }
    const WorkingSet& set = m_bench.set();
    const bool marked = m_bench.index() && set.revision() != std::exchange(m_keptRevision, set.revision());
    m_bench.jobs().start(
        Lane::Draft, this,
        [session = m_bench.session(), words = toText(m_draft), leftOut = set.toDraft(), marked, index = m_bench.index(),
         ticked = set.ticked()](const auto&) -> Done {
            if (const Done first = saveDraft(*session, kJustificationKey, words); !first || !marked) {
                return first;
            }
            if (const Done second = saveDraft(*session, kLeftOutKey, leftOut); !second) {
                return second;
            }
            return saveDraft(*session, kTickedKey, tickedToText(*index, ticked));
        },
        [this](const Done& done) {
            if (!done) {
                Q_EMIT m_bench.failed(tr("The draft could not be kept"), done.error());
            }
        });
}

void PlanDesk::loadDrafts()
{
    forgetChecked();
    m_loaded = false;
    if (!m_bench.isOpen()) {
        return;
    }
    m_bench.jobs().start(
        Lane::Draft, this,
        [session = m_bench.session(), index = m_bench.index()](const auto&) { return readDrafts(*session, index); },
        [this](const Drafts& drafts) {
            m_loading = true;
            m_draft = draftFromText(drafts.justification);
            m_bench.set().fromDraft(drafts.leftOut);
            if (drafts.index && m_bench.index() && m_bench.numbersRowsAs(*drafts.index)) {
                m_bench.set().addTicked(drafts.ticked);
            }
            m_keptRevision = m_bench.set().revision();
            m_loading = false;
            m_loaded = true;
            Q_EMIT draftChanged();
        });
}

bool PlanDesk::isStaged(Verb verb) const
{
    return std::find(m_verbs.begin(), m_verbs.end(), verb) != m_verbs.end();
}

void PlanDesk::toggleVerb(Verb verb)
{
    if (const auto found = std::find(m_verbs.begin(), m_verbs.end(), verb); found != m_verbs.end()) {
        m_verbs.erase(found);
    } else {
        // A verb and its opposite in one plan would be a plan for nothing.
        if (const auto other = opposite(verb)) {
            m_verbs.erase(std::remove(m_verbs.begin(), m_verbs.end(), *other), m_verbs.end());
        }
        m_verbs.push_back(verb);
        std::sort(m_verbs.begin(), m_verbs.end());
    }
    makeStale();
    Q_EMIT verbsChanged();
    m_previewSoon.start();
}

void PlanDesk::setDraft(const JustificationDraft& draft)
{
    if (draft == m_draft) {
        return;
    }
    m_draft = draft;
    makeStale();
    m_saveSoon.start();
    Q_EMIT draftChanged();
}

void PlanDesk::setRegistry(const QString& nameOrUrl)
{
    if (nameOrUrl != m_registry) {
        m_registry = nameOrUrl;
        makeStale();
    }
}

QString PlanDesk::selectionName() const
{
    if (!m_draft.name.trimmed().isEmpty()) {
        return m_draft.name.trimmed();
    }
    if (!m_bench.index()) {
        return QStringLiteral("working-set");
    }
    const Index& index = *m_bench.index();
    const Selection& ticked = m_bench.set().ticked();
    std::int64_t most = 0;
    Row name = kNoRow;
    for (Row domain = 0; domain < index.size(Table::Domains); ++domain) {
        // Rows of a domain stand side by side: nothing is visited but their bits.
        const Index::Range accounts = index.rowsOfDomain(Table::Accounts, domain);
        const Index::Range projects = index.rowsOfDomain(Table::Projects, domain);
        const std::int64_t rows =
            ticked.accounts.count(accounts.begin, accounts.end) + ticked.projects.count(projects.begin, projects.end);
        if (rows > most) {
            most = rows;
            name = domain;
        }
    }
    return name == kNoRow ? QStringLiteral("working-set") : index.domain(name);
}

QString PlanDesk::missing() const
{
    if (!m_bench.writable()) {
        return tr("This workspace is open for reading only.");
    }
    if (m_bench.set().isEmpty()) {
        return tr("Nothing is ticked yet: Space ticks a row, Ctrl+A all that match.");
    }
    if (m_verbs.empty()) {
        return tr("No verb is staged: F bans the accounts, Q quarantines the projects.");
    }
    return justificationTrouble();
}

QString PlanDesk::justificationTrouble() const
{
    if (m_draft.policy.isEmpty() || m_draft.reason.trimmed().isEmpty()) {
        return tr("The justification is not complete: J opens it.");
    }
    if (!m_draft.reviewBy.trimmed().isEmpty() && !parseInstant(m_draft.reviewBy.trimmed())) {
        return tr("Review by is not a date like 2025-08-31.");
    }
    return {};
}

Justification PlanDesk::justification() const
{
    Justification why;
    why.policy = m_draft.policy;
    why.reason = m_draft.reason.trimmed();
    for (const QString& line : m_draft.evidence.split(QLatin1Char('\n'))) {
        if (!line.trimmed().isEmpty()) {
            why.evidence.append(line.trimmed());
        }
    }
    why.reviewBy = parseInstant(m_draft.reviewBy.trimmed());
    return why;
}

void PlanDesk::makeStale()
{
    if (m_checked && !m_checked->reversal && !m_stale) {
        m_stale = true;
        Q_EMIT checkedChanged();
    }
}

void PlanDesk::forgetChecked()
{
    m_checked.reset();
    m_stale = false;
    Q_EMIT checkedChanged();
}

void PlanDesk::refreshPreview()
{
    if (!m_bench.index() || m_bench.set().isEmpty() || m_verbs.empty()) {
        m_preview.reset();
        m_previewTrouble.clear();
        Q_EMIT previewChanged();
        return;
    }
    if (m_bench.set().ticked().count() > kMostPreviewed) {
        m_preview.reset();
        m_previewTrouble = tr("Too many for live figures: F9 compiles the plan and shows it.");
        Q_EMIT previewChanged();
        return;
    }
    const auto& policies = m_bench.session() != nullptr ? m_bench.session()->policies() : builtInPolicies();
    m_bench.jobs().start(
        Lane::Preview, this,
        [index = m_bench.index(), ticked = m_bench.set().ticked(), verbs = m_verbs, policies](const auto&) {
            return previewPlan(*index, ticked, verbs, policies);
        },
        [this](Result<Plan> plan) {
            m_preview = plan ? std::optional<Plan>(std::move(*plan)) : std::nullopt;
            m_previewTrouble = m_preview ? QString() : plan.error().sentence();
            Q_EMIT previewChanged();
        });
}

void PlanDesk::check()
{
    if (!missing().isEmpty()) {
        return;
    }
    SelectOrder select;
    select.name = selectionName();
    select.provenance = m_bench.set().provenance();
    MakePlan order;
    order.selection = select.name;
    order.verbs = m_verbs;
    order.why = justification();
    order.registry = m_registry;
    m_stale = false;
    m_bench.jobs().start(
        Lane::Check, this,
        [session = m_bench.session(), select, order, index = m_bench.index(),
         ticked = m_bench.set().ticked()](const auto&) mutable -> Result<CheckedPlan> {
            select.subjects = ticked.subjects(*index);
            if (const auto kept = makeSelection(*session, select); !kept) {
                return tl::unexpected(kept.error());
            }
            return finish(*session, makePlan(*session, order), false);
        },
        [this](Result<CheckedPlan> checked) { adoptChecked(std::move(checked)); });
    Q_EMIT checkStarted();
}

void PlanDesk::reverse(const ReverseOrder& order)
{
    if (!m_bench.writable()) {
        return;
    }
    m_stale = false;
    m_bench.jobs().start(
        Lane::Check, this,
        [session = m_bench.session(), order](const auto&) {
            return finish(*session, makeReversal(*session, order), true);
        },
        [this](Result<CheckedPlan> checked) { adoptChecked(std::move(checked)); });
    Q_EMIT checkStarted();
}

void PlanDesk::adoptChecked(Result<CheckedPlan> checked)
{
    m_bench.selectionsChanged(); // it may have been kept though no plan came of it
    if (!checked) {
        m_checked.reset();
        Q_EMIT checkedChanged();
        Q_EMIT checkFailed(checked.error());
        return;
    }
    m_checked = std::move(*checked);
    Q_EMIT checkedChanged();
}

} // namespace cordon::ui
