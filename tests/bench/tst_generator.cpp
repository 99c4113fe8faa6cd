// SPDX-License-Identifier: Apache-2.0
#include "core/domain/digest.h"
#include "core/ingest/readers.h"
#include "tests/bench/generator/dataset.h"
#include "tests/bench/generator/texts.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <array>
#include <map>
#include <set>

using namespace cordon;
using namespace cordon::bench;

namespace {

constexpr Scale kSmall{'S', 3'000, 2'500, 6'000, 300, 3, 500, 1'900, 1};

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Read {
    std::map<std::size_t, int> rows; ///< by place in the variant
    QStringList rejected;
    QStringList names;
};

ReaderSink into(Read& read)
{
    return {[&read](Record&& record) {
                ++read.rows[record.index()];
                if (const auto* upload = std::get_if<Upload>(&record)) {
                    read.names +=
                        upload->project + upload->version + upload->filename + formatInstant(upload->uploaded);
                } else if (const auto* project = std::get_if<Project>(&record)) {
                    read.names += project->name + project->owner + project->summary;
                } else if (const auto* account = std::get_if<Account>(&record)) {
                    read.names += account->name + account->email + account->domain;
                } else if (const auto* role = std::get_if<Role>(&record)) {
                    read.names += role->project + role->username + role->role;
                } else if (const auto* report = std::get_if<Report>(&record)) {
                    read.names += report->project + report->username + report->kind + report->summary;
                }
                return true;
            },
            [&read](RejectedLine&& line) {
                read.rejected += line.reason;
                return true;
            },
            {}};
}

} // namespace

class TestGenerator : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSameSeedMakesTheSameBytes()
    {
        QTemporaryDir one, two;
        writeDataset(World(kSmall), one.path().toStdString());
        writeDataset(World(kSmall), two.path().toStdString());
        for (const char* name : {"/all.jsonl", "/csv/accounts.csv", "/csv/projects.csv", "/csv/uploads.csv",
                                 "/csv/roles.csv", "/csv/reports.csv"}) {
            const QByteArray bytes = contentOf(one.path() + QLatin1String(name));
            QVERIFY2(!bytes.isEmpty(), name);
            QCOMPARE(contentOf(two.path() + QLatin1String(name)), bytes);
        }
    }

    void anotherSeedMakesOtherBytes()
    {
        Scale other = kSmall;
        other.seed = 2;
        QVERIFY(World(other).uploads() != World(kSmall).uploads());
    }

    /// Figures that were compared once: they must not follow another library or machine.
    void theNumbersAreOurOwn()
    {
        Random random(20'250'609);
        std::array<std::uint64_t, 3> drawn{};
        for (std::uint64_t& number : drawn) {
            number = random.below(1'000'000);
        }
        QCOMPARE(drawn[0], quint64{350'538});
        QCOMPARE(drawn[1], quint64{432'777});
        QCOMPARE(drawn[2], quint64{187'189});
        QCOMPARE(static_cast<int>(random.exponential() * 1'000'000), 3'113'903);
    }

    void everyScaleHasItsSize()
    {
        for (const Scale& scale : {kSmall, kScales[0]}) {
            const World world(scale);
            QCOMPARE(world.accounts().size(), scale.accounts);
            QCOMPARE(world.projects().size(), scale.projects);
            QCOMPARE(world.uploads().size(), scale.uploads);
            QCOMPARE(world.campaigns().size(), scale.campaigns);
            const auto inCampaign = [](const auto& row) { return row.campaign != kNone; };
            QCOMPARE(static_cast<std::size_t>(std::ranges::count_if(world.accounts(), inCampaign)),
                     scale.campaignAccounts);
            QCOMPARE(static_cast<std::size_t>(std::ranges::count_if(world.projects(), inCampaign)),
                     scale.campaignProjects);
        }
    }

    void halfOfAllAddressesAreAtOneDomain()
    {
        const World world(kScales[0]);
        std::size_t first = 0, known = 0;
        for (const AccountFacts& account : world.accounts()) {
            first += account.campaign == kNone && account.domain == 0 ? 1 : 0;
            known += account.campaign == kNone && account.domain < 20 ? 1 : 0;
        }
        const auto honest = static_cast<double>(kScales[0].accounts - kScales[0].campaignAccounts);
        QVERIFY(std::abs(static_cast<double>(first) / honest - 0.495) < 0.01);
        QVERIFY(std::abs(static_cast<double>(known) / honest - 0.82) < 0.01);
    }

    void rowsStandInTheOrderOfTime()
    {
        const World world(kSmall);
        QVERIFY(std::ranges::is_sorted(world.accounts(), {}, &AccountFacts::joined));
        QVERIFY(std::ranges::is_sorted(world.projects(), {}, &ProjectFacts::created));
        QVERIFY(std::ranges::is_sorted(world.uploads(), {}, &UploadFacts::at));
        for (const ProjectFacts& project : world.projects()) {
            QVERIFY(project.created >= world.accounts()[project.owner].joined);
        }
        for (const UploadFacts& upload : world.uploads()) {
            QVERIFY(upload.at >= world.projects()[upload.project].created);
        }
    }

    void noTwoRowsAreTheSameOne()
    {
        const World world(kSmall);
        std::set<std::string> names, keys, files;
        std::string text, version;
        for (std::uint32_t row = 0; row < world.accounts().size(); ++row) {
            accountName(world, row, text);
            names.insert(QString::fromStdString(text).toCaseFolded().toStdString());
        }
        for (std::uint32_t row = 0; row < world.projects().size(); ++row) {
            projectKey(world, row, text);
            keys.insert(text);
        }
        for (const UploadFacts& upload : world.uploads()) {
            projectKey(world, upload.project, text);
            versionText(upload, version);
            text += ' ' + version;
            fileName(world, upload, version);
            files.insert(text + ' ' + version);
        }
        QCOMPARE(names.size(), kSmall.accounts);
        QCOMPARE(keys.size(), kSmall.projects);
        QCOMPARE(files.size(), kSmall.uploads);
    }

    void bothFormsAreReadWithoutAFaultAndSayTheSame()
    {
        QTemporaryDir folder;
        const World world(kSmall);
        const Dataset set = writeDataset(world, folder.path().toStdString());
        Read csv, json;
        const std::pair<const char*, RecordKind> files[] = {{"/accounts.csv", RecordKind::Account},
                                                            {"/projects.csv", RecordKind::Project},
                                                            {"/roles.csv", RecordKind::Role},
                                                            {"/uploads.csv", RecordKind::Upload},
                                                            {"/reports.csv", RecordKind::Report}};
        for (const auto& [name, kind] : files) {
            QFile file(QString::fromStdString(set.csvFolder) + QLatin1String(name));
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY(readCsv(file, QLatin1String(name), kind, into(csv)));
        }
        QFile file(QString::fromStdString(set.jsonLines));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(readJsonLines(file, QStringLiteral("all.jsonl"), into(json)));
        QCOMPARE(csv.rejected, QStringList());
        QCOMPARE(json.rejected, QStringList());
        QCOMPARE(csv.rows, json.rows);
        QCOMPARE(csv.names, json.names);
        QCOMPARE(csv.rows[0], static_cast<int>(kSmall.accounts));
    }

    /// The domain that the index will find is the one that the world means.
    void addressesBelongToTheirDomain()
    {
        QTemporaryDir folder;
        const World world(kScales[0]);
        const Dataset set = writeDataset(world, folder.path().toStdString());
        QFile file(QString::fromStdString(set.csvFolder) + QStringLiteral("/accounts.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        std::size_t row = 0;
        QString wrong;
        const ReaderSink sink{[&](Record&& record) {
                                  const QString& found = std::get<Account>(record).domain;
                                  const auto meant = world.domains().name(world.accounts()[row++].domain);
                                  wrong = found == QString::fromStdString(meant) ? wrong : found;
                                  return true;
                              },
                              [](RejectedLine&&) { return true; },
                              {}};
        QVERIFY(readCsv(file, QStringLiteral("accounts.csv"), RecordKind::Account, sink));
        QCOMPARE(wrong, QString());
        QCOMPARE(row, kScales[0].accounts);
    }

    /// Strangers' texts are there: a reader that survives this file has seen them.
    void hostileTextsAreAmongThem()
    {
        QTemporaryDir folder;
        const Dataset set = writeDataset(World(kScales[0]), folder.path().toStdString());
        const QByteArray projects = contentOf(QString::fromStdString(set.csvFolder) + QStringLiteral("/projects.csv"));
        const QByteArray accounts = contentOf(QString::fromStdString(set.csvFolder) + QStringLiteral("/accounts.csv"));
        QVERIFY(projects.contains("\"quotes \"\"inside\"\" and, commas\""));
        QVERIFY(projects.contains("two\nlines"));
        QVERIFY(projects.contains("\u202E"));
        QVERIFY(projects.contains("\033[31m"));
        QVERIFY(accounts.contains("\u202E"));
        QVERIFY(accounts.contains("torchkit"));
    }
};

QTEST_GUILESS_MAIN(TestGenerator)
#include "tst_generator.moc"
