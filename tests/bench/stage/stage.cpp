// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/stage/stage.h"

#include "core/actions/import.h"
#include "core/actions/init.h"
#include "core/store/workspace.h"
#include "tests/bench/generator/trouble.h"
#include "tests/bench/rivals/sqlite_rival.h"

#include <QDir>
#include <QFile>

#include <cstdio>
#include <unistd.h>

namespace cordon::bench {

namespace {

/// Raised whenever the generator writes other bytes or the rival another schema.
constexpr int kRecipe = 2;
constexpr std::size_t kSomeUploads = 2'000'000;

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void removeAll(const QString& path)
{
    QFile::remove(path);
    QDir(path).removeRecursively();
}

void importInto(const QString& workspace, const QStringList& paths)
{
    orTrouble(initWorkspace(workspace));
    const auto session = orTrouble(Session::open(workspace, OpenMode::ReadWrite));
    const ImportOutcome outcome = orTrouble(cordon::importInto(*session, {paths, std::nullopt}, {}, {}));
    if (outcome.rejectedTotal != 0) {
        throw Trouble("made-up rows were rejected: " + outcome.rejected.front().reason.toStdString());
    }
}

QString text(const std::string& bytes)
{
    return QString::fromStdString(bytes);
}

} // namespace

void trouble(const Error& error)
{
    throw Trouble(error.sentence().toStdString());
}

void orTrouble(Done&& done)
{
    if (!done) {
        trouble(done.error());
    }
}

void copyToDisk(const QString& from, const QString& to)
{
    QFile copy(to);
    if (!QFile::copy(from, to) || !copy.open(QIODevice::ReadWrite) || ::fsync(copy.handle()) != 0) {
        throw Trouble("cannot copy " + from.toStdString());
    }
}

Stage::Stage(const Scale& scale, const QString& folder, double patience)
    : m_scale(scale), m_folder(QDir(folder).absoluteFilePath(QString(QLatin1Char(scale.name)))), m_patience(patience)
{
    if (!QDir().mkpath(m_folder)) {
        throw Trouble("cannot make " + m_folder.toStdString());
    }
}

Stage::~Stage()
{
    QDir(m_folder + QStringLiteral("/scratch")).removeRecursively();
}

QString Stage::worldStamp() const
{
    return QStringLiteral("recipe %1 seed %2 accounts %3 projects %4 uploads %5")
        .arg(kRecipe)
        .arg(m_scale.seed)
        .arg(m_scale.accounts)
        .arg(m_scale.projects)
        .arg(m_scale.uploads);
}

template<class Make>
QString Stage::kept(const QString& name, const QString& stamp, Make make)
{
    const QString path = m_folder + QLatin1Char('/') + name;
    const QString stampPath = path + QStringLiteral(".stamp");
    if (contentOf(stampPath) == stamp.toUtf8()) {
        return path;
    }
    QFile::remove(stampPath);
    removeAll(path);
    const double took = millisecondsOf([&] { make(path); });
    std::fprintf(stderr, "made %s in %.1f s\n", qPrintable(path), took / 1000);
    QFile file(stampPath);
    if (!file.open(QIODevice::WriteOnly) || file.write(stamp.toUtf8()) < 0) {
        throw Trouble("cannot write " + stampPath.toStdString());
    }
    return path;
}

const World& Stage::world()
{
    if (!m_world) {
        m_world = std::make_unique<World>(m_scale);
    }
    return *m_world;
}

Dataset Stage::dataset()
{
    const QString path = kept(QStringLiteral("files"), worldStamp(), [this](const QString& folder) {
        QDir().mkpath(folder);
        writeDataset(world(), folder.toStdString());
    });
    return datasetIn(path.toStdString());
}

QString Stage::someUploads()
{
    return kept(QStringLiteral("uploads.csv"), worldStamp(),
                [this](const QString& path) { writeUploads(world(), path.toStdString(), kSomeUploads); });
}

QString Stage::rivalFile()
{
    return kept(QStringLiteral("rival.db"), worldStamp(),
                [this](const QString& path) { buildRival(world(), path.toStdString()); });
}

Database& Stage::rival()
{
    if (!m_rival) {
        m_rival = std::make_unique<Database>(openRival(rivalFile().toStdString()));
    }
    return *m_rival;
}

Database& Stage::textRival()
{
    if (!m_textRival) {
        const QString file = kept(QStringLiteral("texts.db"), worldStamp(),
                                  [this](const QString& path) { buildTextRival(world(), path.toStdString()); });
        m_textRival = std::make_unique<Database>(openRival(file.toStdString()));
    }
    return *m_textRival;
}

QString Stage::workspace()
{
    const QString stamp = worldStamp() + QStringLiteral(" schema %1").arg(Workspace::cacheSchema());
    return kept(QStringLiteral("workspace"), stamp,
                [this](const QString& path) { importInto(path, {text(dataset().csvFolder)}); });
}

QString Stage::workspaceWithoutUploads()
{
    const QString stamp = worldStamp() + QStringLiteral(" schema %1").arg(Workspace::cacheSchema());
    return kept(QStringLiteral("workspace-without-uploads"), stamp, [this](const QString& path) {
        const QString csv = text(dataset().csvFolder) + QLatin1Char('/');
        importInto(path, {csv + QStringLiteral("accounts.csv"), csv + QStringLiteral("projects.csv"),
                          csv + QStringLiteral("roles.csv")});
    });
}

Session& Stage::session()
{
    if (!m_session) {
        m_session = orTrouble(Session::open(workspace(), OpenMode::ReadOnly));
    }
    return *m_session;
}

std::uint32_t Stage::domainNumber(const QString& name)
{
    if (m_domainNumbers.isEmpty()) {
        const auto count = static_cast<std::uint32_t>(world().domains().size());
        for (std::uint32_t domain = 0; domain < count; ++domain) {
            m_domainNumbers.insert(text(world().domains().name(domain)), domain);
        }
    }
    return m_domainNumbers.value(name, kNone);
}

QString Stage::scratch(const QString& name) const
{
    const QString folder = m_folder + QStringLiteral("/scratch/");
    QDir().mkpath(folder);
    removeAll(folder + name);
    return folder + name;
}

Measured Stage::begin(const char* name, const char* what, const Goal& goal) const
{
    Measured result;
    result.name = QString::fromLatin1(name);
    result.what = QString::fromLatin1(what);
    result.goal = goal;
    result.scale = m_scale.name;
    return result;
}

Rounds Stage::rounds(int least) const
{
    return {least, 31, (m_scale.name == 'L' ? 10 : m_scale.name == 'M' ? 3 : 1) * m_patience};
}

} // namespace cordon::bench
