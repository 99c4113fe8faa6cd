// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/hostile_files.h"
#include "tests/bench/generator/trouble.h"
#include "tests/bench/inside/inside.h"
#include "tests/bench/interactions/interactions.h"

#include <QDir>
#include <QFile>

namespace cordon::bench {

namespace {

/// At L; a hundredth of it below.
struct Harm {
    Hostile kind;
    const char* name;
    const char* what;
    std::size_t rows;
    bool accepted; ///< every line is a good row
};
constexpr Harm kHarms[] = {
    {Hostile::BadLines, "hostile-bad-lines", "2M lines none of which is a row", 2'000'000, false},
    {Hostile::LongLine, "hostile-long-line", "one line of 100 MB", 100'000'000, false},
    {Hostile::ManyDomains, "hostile-domains", "60,000 domains of one account each", 60'000, true},
    {Hostile::OneDomain, "hostile-one-domain", "one domain of 4M accounts", 4'000'000, true},
};

Measured harmed(Stage& stage, const Harm& harm)
{
    constexpr std::size_t kSmaller = 100;
    const std::size_t rows = stage.scale().name == 'L' ? harm.rows : harm.rows / kSmaller;
    Measured result = stage.begin(harm.name, harm.what, {{}, 100, 100, 100});
    const QString path = stage.scratch(QStringLiteral("hostile.csv"));
    const QString workspace = stage.scratch(QStringLiteral("hostile-workspace"));
    writeHostile(harm.kind, rows, path.toStdString());
    const QJsonObject answer = startInside({QStringLiteral("hostile"), workspace, path}).object;
    QFile::remove(path);
    QDir(workspace).removeRecursively();

    const double accounts = answer[QStringLiteral("accounts")].toDouble();
    const double rejected = answer[QStringLiteral("rejected")].toDouble();
    if (harm.accepted ? accounts != static_cast<double>(rows) : accounts > 1 || rejected < 1) {
        throw Trouble(std::string(harm.name) + ": " + std::to_string(accounts) + " accounts came of it, " +
                      std::to_string(rejected) + " lines were refused");
    }
    result.ours = figureOf({answer[QStringLiteral("longest_ms")].toDouble()});
    result.runs = 1;
    result.note = QStringLiteral("longest stretch of the window's thread; %L1 %2, %L3 refused, peak %4 MiB")
                      .arg(rows)
                      .arg(harm.kind == Hostile::LongLine ? QStringLiteral("bytes") : QStringLiteral("lines"))
                      .arg(rejected, 0, 'f', 0)
                      .arg(answer[QStringLiteral("peak_mib")].toDouble(), 0, 'f', 0);
    return result;
}

} // namespace

/// What harmful files do to the window while they are imported and looked at.
Results hostile(Stage& stage)
{
    Results results;
    stage.closeSession();
    for (const Harm& harm : kHarms) {
        results.push_back(harmed(stage, harm));
    }
    return results;
}

} // namespace cordon::bench
