// SPDX-License-Identifier: Apache-2.0
#include "ui/window/file_flow.h"

#include "core/domain/visible_text.h"
#include "ui/dialogs/command_palette.h"
#include "ui/dialogs/table_dialogs.h"
#include "ui/models/words.h"
#include "ui/window/path_kind.h"

#include <QActionGroup>
#include <QDir>
#include <QFileInfo>

namespace cordon::ui {

FileFlow::FileFlow(const Parts& parts, const QString& demoFolder, QObject* parent)
    : QObject(parent), m_p(parts), m_demoFolder(demoFolder)
{
    wireFiles();
    wireImport();
    wireTheme();
    connect(m_p.bench, &Workbench::failed, this, &FileFlow::showTrouble);
    connect(m_p.bench, &Workbench::announced, m_p.status, &StatusLine::tell);
    connect(m_p.run, &RunDesk::runsChanged, this, &FileFlow::sayBanner);
    connect(m_p.run, &RunDesk::runStarted, this, &FileFlow::sayBanner);
    connect(m_p.action(Act::Palette), &QAction::triggered, this,
            [this] { (new CommandPalette(m_p.actions->all(), m_p.window))->show(); });
    connect(m_p.action(Act::Keys), &QAction::triggered, this, &FileFlow::showKeys);
    connect(m_p.action(Act::About), &QAction::triggered, this, &FileFlow::showAbout);
    workspaceChanged();
}

void FileFlow::wireFiles()
{
    connect(m_p.action(Act::OpenOrImport), &QAction::triggered, this, &FileFlow::askWhat);
    connect(m_p.action(Act::NewWorkspace), &QAction::triggered, this, &FileFlow::askNew);
    connect(m_p.action(Act::ImportDemo), &QAction::triggered, this, [this] { importNow({m_demoFolder}); });
    connect(m_p.action(Act::Reload), &QAction::triggered, this, &FileFlow::reload);
    connect(m_p.action(Act::Quit), &QAction::triggered, m_p.window, &QWidget::close);
    connect(m_p.bench, &Workbench::workspaceChanged, this, &FileFlow::workspaceChanged);
}

void FileFlow::wireImport()
{
    connect(m_p.groups, &GroupsPage::importWanted, this, &FileFlow::askWhat);
    connect(m_p.accounts, &MembersPage::importWanted, this, &FileFlow::askWhat);
    connect(m_p.projects, &MembersPage::importWanted, this, &FileFlow::askWhat);
    connect(m_p.action(Act::StopImport), &QAction::triggered, m_p.bench, &Workbench::stopImport);
    connect(m_p.bench, &Workbench::importProgressed, this, [this](const Progress& progress) {
        m_p.status->showProgress(forCell(progress.stage, 120), progress.done, progress.total);
    });
    connect(m_p.bench, &Workbench::importFinished, this, &FileFlow::showImported);
    connect(&m_p.bench->jobs(), &JobRunner::busyChanged, this, [this](Lane lane, bool busy) {
        if (lane == Lane::Workspace) {
            if (!busy) {
                m_p.status->endProgress();
            }
            refresh();
        }
    });
}

void FileFlow::wireTheme()
{
    auto* group = new QActionGroup(this);
    const std::pair<Act, ThemeChoice> themes[] = {{Act::ThemeSystem, ThemeChoice::System},
                                                  {Act::ThemeLight, ThemeChoice::Light},
                                                  {Act::ThemeDark, ThemeChoice::Dark}};
    for (const auto& entry : themes) {
        const ThemeChoice choice = entry.second;
        QAction* action = m_p.action(entry.first);
        group->addAction(action);
        action->setChecked(currentTheme() == choice);
        connect(action, &QAction::triggered, this, [this, choice] { chooseTheme(choice); });
    }
}

void FileFlow::chooseTheme(ThemeChoice choice)
{
    applyTheme(choice);
    m_p.actions->refreshIcons();
    const Act act = choice == ThemeChoice::Light  ? Act::ThemeLight
                    : choice == ThemeChoice::Dark ? Act::ThemeDark
                                                  : Act::ThemeSystem;
    m_p.action(act)->setChecked(true);
}

void FileFlow::askWhat()
{
    auto* dialog = askPath(
        m_p.window, tr("Open or import"),
        tr("The folder of a workspace, to open it; or a folder or a file of a campaign (CSV, JSON Lines, OSV), to "
           "import it into the open workspace."),
        PathKind::FileOrFolder, m_lastPath, tr("Open or import"), [this](const QString& path) { openOrImport(path); });
    dialog->setObjectName(QStringLiteral("importDialog"));
}

void FileFlow::openOrImport(const QString& path)
{
    m_lastPath = path;
    const PathIs kind = whatIs(path);
    if (const QString trouble = whyNot(kind); !trouble.isEmpty()) {
        tell(m_p.window, tr("Not opened"), QString(forCell(path, 400) % QLatin1Char('\n') % trouble));
    } else if (m_p.run->running()) {
        m_p.status->tell(tr("A run is in progress; pause it first."));
    } else if (kind == PathIs::Workspace) {
        m_p.bench->openWorkspace(path);
    } else {
        importNow({path});
    }
}

void FileFlow::importNow(const QStringList& paths)
{
    if (!m_p.bench->isOpen()) {
        tell(m_p.window, tr("Nothing was imported"), tr("Open a workspace first, or make one with Ctrl+N."));
    } else if (!m_p.bench->writable()) {
        tell(m_p.window, tr("Nothing was imported"), m_p.bench->readOnlyBecause());
    } else {
        m_p.bench->importFrom(paths);
    }
}

void FileFlow::importWhenOpen(const QStringList& paths)
{
    m_waiting = paths;
    if (m_p.bench->isOpen()) {
        workspaceChanged();
    }
}

void FileFlow::askNew()
{
    const auto make = [this](const QString& path) {
        const PathIs kind = whatIs(path);
        if (kind == PathIs::Missing || kind == PathIs::EmptyFolder || kind == PathIs::Workspace) {
            m_p.bench->openWorkspace(path);
        } else {
            tell(m_p.window, tr("No workspace was made"),
                 QString(forCell(path, 400) % QLatin1Char('\n') %
                         tr("A new workspace needs an empty folder or a new name.")));
        }
    };
    if (m_p.run->running()) {
        m_p.status->tell(tr("A run is in progress; pause it first."));
        return;
    }
    askPath(m_p.window, tr("New workspace"),
            tr("A folder that is empty or not there yet. One workspace is for one registry."), PathKind::Folder,
            QDir::home().filePath(QStringLiteral("cordon-workspace")), tr("Make it"), make)
        ->setObjectName(QStringLiteral("newDialog"));
}

void FileFlow::reload()
{
    if (!m_p.bench->isOpen() || m_p.bench->jobs().busy(Lane::Workspace) || m_p.run->running()) {
        return;
    }
    m_p.bench->jobs().start(
        Lane::Workspace, this,
        [session = m_p.bench->session()](const JobRunner::Context& job) { return session->reload(job.stop()); },
        [this](const Done& done) {
            if (!done) {
                showTrouble(tr("The workspace could not be read again"), done.error());
                return;
            }
            m_p.bench->takeNewPicture();
            m_p.run->refreshRuns();
            m_p.ledger->refresh();
            m_p.status->tell(tr("Read again."));
        });
}

void FileFlow::workspaceChanged()
{
    const bool open = m_p.bench->isOpen();
    m_p.status->setWorkspace(m_p.bench->folder(), open, m_p.bench->writable());
    const QString name = QFileInfo(m_p.bench->folder()).fileName();
    m_p.window->setWindowTitle(name.isEmpty() ? tr("Cordon") : tr("%1 – Cordon").arg(forCell(name, 80)));
    sayBanner();
    refresh();
    if (open && !m_waiting.isEmpty()) {
        importNow(std::exchange(m_waiting, {}));
    }
}

void FileFlow::sayBanner()
{
    if (m_p.bench->isOpen() && !m_p.bench->writable()) {
        m_p.banner->say(Tone::Warn, tr("Reading only. %1").arg(forDetail(m_p.bench->readOnlyBecause())),
                        tr("Read again  F5"), [this] { reload(); });
        return;
    }
    if (!m_p.run->running()) {
        for (const RunSummary& run : m_p.run->runs()) {
            const std::int64_t open = run.totals.waiting + run.totals.uncertain;
            if (open > 0) {
                m_p.banner->say(
                    Tone::Warn,
                    tr("Run %1 has not ended: %2 wait.").arg(QString::number(run.id.value), counted(open, tr("step"))),
                    tr("Show it"), [this, id = run.id] { Q_EMIT m_p.runs->showWanted(id); });
                return;
            }
        }
    }
    m_p.banner->clear();
}

void FileFlow::showImported(const ImportOutcome& outcome)
{
    showImportOutcome(outcome, m_p.window)->setObjectName(QStringLiteral("importedDialog"));
    m_p.focusList();
}

void FileFlow::showTrouble(const QString& doing, const Error& error)
{
    tellError(m_p.window, doing, error)->setObjectName(QStringLiteral("errorDialog"));
}

void FileFlow::showKeys()
{
    showKeyCard(m_p.actions->menus(), m_p.window)->setObjectName(QStringLiteral("keyCard"));
}

void FileFlow::showAbout()
{
    tell(m_p.window, tr("Cordon " CORDON_VERSION),
         tr("A moderation console for package registries. Everything is planned before it is done, can be taken back, "
            "and "
            "leaves a proof.\n\nApache License 2.0"));
}

void FileFlow::refresh()
{
    const bool busy = m_p.bench->jobs().busy(Lane::Workspace);
    const bool writable = m_p.bench->writable() && !busy;
    m_p.action(Act::OpenOrImport)->setEnabled(!busy);
    m_p.action(Act::NewWorkspace)->setEnabled(!busy);
    m_p.action(Act::ImportDemo)->setEnabled(writable && !m_demoFolder.isEmpty());
    m_p.action(Act::StopImport)->setEnabled(busy);
    m_p.action(Act::Reload)->setEnabled(m_p.bench->isOpen() && !busy);
}

} // namespace cordon::ui
