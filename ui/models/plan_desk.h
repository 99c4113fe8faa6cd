// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/actions/apply.h"
#include "core/actions/plan.h"
#include "ui/models/workbench.h"

#include <QTimer>

#include <optional>
#include <vector>

namespace cordon::ui {

/// A justification as it is being typed, nothing of it checked yet.
struct JustificationDraft {
    QString name;     ///< of the selection; empty: by its mail domain
    QString policy;   ///< a policy code
    QString reason;   ///< the sentence
    QString evidence; ///< a reference a line
    QString reviewBy; ///< a date
    friend bool operator==(const JustificationDraft&, const JustificationDraft&) = default;
};
[[nodiscard]] QString toText(const JustificationDraft& draft);
[[nodiscard]] JustificationDraft draftFromText(const QString& text);

/// A plan that was compiled and kept, ready to be looked at and committed.
struct CheckedPlan {
    Plan plan;
    QString hash;
    QString words; ///< planInWords
    CheckOutcome against;
    bool reversal = false;
};

/// Verbs staged, the justification, live figures, and the plan that came of them. Thread: ui.
class PlanDesk : public QObject {
    Q_OBJECT
public:
    explicit PlanDesk(Workbench& bench, QObject* parent = nullptr);

    [[nodiscard]] const std::vector<Verb>& verbs() const { return m_verbs; }
    [[nodiscard]] bool isStaged(Verb verb) const;
    void toggleVerb(Verb verb);

    [[nodiscard]] const JustificationDraft& draft() const { return m_draft; }
    /// Kept in the journal at once.
    void setDraft(const JustificationDraft& draft);
    /// Something was typed that is not in the journal yet.
    [[nodiscard]] bool hasUnkeptDraft() const
    {
        return (m_saveSoon.isActive() && mayKeep()) || m_bench.jobs().busy(Lane::Draft);
    }
    void keepDraft();
    /// Where the plan will go, by name or URL; empty: decided when it is first applied.
    void setRegistry(const QString& nameOrUrl);
    /// The name the selection gets.
    [[nodiscard]] QString selectionName() const;
    /// What is missing before a check makes sense; empty: nothing.
    [[nodiscard]] QString missing() const;
    /// What is wrong with the justification; empty: nothing.
    [[nodiscard]] QString justificationTrouble() const;

    /// Live: what these verbs would do to the working set. Null while there is nothing to say.
    [[nodiscard]] const Plan* preview() const { return m_preview ? &*m_preview : nullptr; }
    [[nodiscard]] const QString& previewTrouble() const { return m_previewTrouble; }

    /// Keeps the selection and compiles the plan.
    void check();
    /// A plan that takes a run back.
    void reverse(const ReverseOrder& order);
    [[nodiscard]] bool checking() const { return m_bench.jobs().busy(Lane::Check); }
    [[nodiscard]] const CheckedPlan* checked() const { return m_checked ? &*m_checked : nullptr; }
    /// The working set, verbs or words have changed since the check.
    [[nodiscard]] bool isStale() const { return m_stale; }
    /// Loads the checked plan's comparison again after a change of the picture.
    void forgetChecked();

Q_SIGNALS:
    void verbsChanged();
    void draftChanged();
    void previewChanged();
    void checkStarted();
    void checkedChanged();
    void checkFailed(const cordon::Error& error);

private:
    void loadDrafts();
    /// What was kept has been read: before that, nothing may be written over it.
    [[nodiscard]] bool mayKeep() const { return m_loaded && m_bench.writable(); }
    void makeStale();
    void refreshPreview();
    void adoptChecked(Result<CheckedPlan> checked);
    [[nodiscard]] Justification justification() const;

    Workbench& m_bench;
    std::vector<Verb> m_verbs;
    QString m_registry;
    JustificationDraft m_draft;
    std::optional<Plan> m_preview;
    QString m_previewTrouble;
    std::optional<CheckedPlan> m_checked;
    bool m_stale = false;
    bool m_loading = false, m_loaded = true;
    std::uint64_t m_keptRevision = 0; ///< of the working set
    QTimer m_previewSoon, m_saveSoon;
};

} // namespace cordon::ui
