// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAction>
#include <QMenuBar>
#include <QObject>

#include <array>
#include <vector>

namespace cordon::ui {

/// Everything a person can do in the window, by name. The order is that of the menus.
enum class Act {
    OpenOrImport,
    NewWorkspace,
    ImportDemo,
    StopImport,
    LogIn,
    Reload,
    Quit,
    Undo,
    Redo,
    Filter,
    ClearFilter,
    FilterBack,
    FilterForward,
    KeepValue,
    ExcludeValue,
    Palette,
    ShowGroups,
    ShowAccounts,
    ShowProjects,
    ShowRuns,
    ShowLedger,
    ShowEvidence,
    ShowCheck,
    ShowRunPanel,
    ShowFacets,
    NextArea,
    Reveal,
    SortColumn,
    CutNone,
    CutHour,
    CutDay,
    CutWeek,
    CutBurst,
    OpenGroup,
    CloseGroup,
    OpenAllGroups,
    CloseAllGroups,
    Timeline,
    TimelineIn,
    TimelineOut,
    TimelineAll,
    TimelineTable,
    ThemeSystem,
    ThemeLight,
    ThemeDark,
    TickRow,
    TickAll,
    TickSame,
    LeaveOut,
    LeftOutRows,
    UntickAll,
    Ban,
    Quarantine,
    Reinstate,
    Clear,
    Justify,
    Check,
    Commit,
    Pause,
    Resume,
    CancelRest,
    ShowRun,
    Reverse,
    Report,
    VerifyLedger,
    ExportLedger,
    Keys,
    About,
    Count
};

/// Makes every action once, with its name, key, icon and tool-tip, and puts it in a menu. Letters
/// work where `lists` has the focus, so that typing in a field never does anything else. Thread: ui.
class Actions : public QObject {
    Q_OBJECT
public:
    using Menus = std::vector<std::pair<QString, std::vector<QAction*>>>;

    explicit Actions(QWidget* window);

    [[nodiscard]] QAction* operator[](Act act) const { return m_actions[std::size_t(act)]; }
    /// "File", "Edit" and so on with what stands in them.
    [[nodiscard]] const Menus& menus() const { return m_menus; }
    [[nodiscard]] std::vector<QAction*> all() const { return {m_actions.begin(), m_actions.end()}; }
    void fill(QMenuBar* bar);
    /// A list in which bare letters act.
    void serveLetters(QWidget* list) const;
    /// Draws the icons again, in the colours of the theme.
    void refreshIcons();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    std::array<QAction*, std::size_t(Act::Count)> m_actions{};
    std::vector<QAction*> m_letters;
    Menus m_menus;
};

} // namespace cordon::ui
