// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/trouble.h"
#include "tests/bench/inside/inside.h"
#include "tests/bench/interactions/interactions.h"

namespace cordon::bench {

/// All kinds of rows from one file into a new workspace, in a process of its own for its memory: the rows with
/// SQLite's indexes, and the picture that every answer comes from. Closing, where the picture is still being
/// written for the next start, keeps nobody waiting and is told beside it.
Results importJsonLines(Stage& stage)
{
    Measured time = stage.begin("import-jsonl", "import everything from JSON Lines", {{}, 500, 2000, 45'000});
    Measured memory =
        stage.begin("import-jsonl-memory", "the most memory it held above the picture's size", {{}, 1024, 1024, 1024});
    memory.unit = QStringLiteral("MiB");
    const QString file = QString::fromStdString(stage.dataset().jsonLines);
    stage.closeSession();
    std::vector<double> times, peaks;
    const Rounds wanted = stage.rounds(stage.scale().name == 'L' ? 1 : 3);
    for (int round = 0; round < wanted.least; ++round) {
        const QString workspace = stage.scratch(QStringLiteral("import-jsonl"));
        const QJsonObject answer = startInside({QStringLiteral("import"), workspace, file}).object;
        const auto figure = [&answer](const char* name) { return answer[QLatin1StringView(name)].toDouble(); };
        if (figure("uploads") != static_cast<double>(stage.scale().uploads) || figure("rejected") != 0) {
            throw Trouble("import-jsonl: not every upload is there");
        }
        times.push_back(figure("rows_ms") + figure("picture_ms"));
        peaks.push_back(figure("peak_mib") - figure("picture_mib"));
        time.note = QStringLiteral("rows %1, picture %2; closing after it %3 ms")
                        .arg(figure("rows_ms"), 0, 'f', 0)
                        .arg(figure("picture_ms"), 0, 'f', 0)
                        .arg(figure("closing_ms"), 0, 'f', 0);
        memory.note = QStringLiteral("peak %1, picture %2")
                          .arg(figure("peak_mib"), 0, 'f', 0)
                          .arg(figure("picture_mib"), 0, 'f', 0);
    }
    time.ours = figureOf(times);
    memory.ours = figureOf(peaks);
    time.runs = memory.runs = wanted.least;
    return {time, memory};
}

} // namespace cordon::bench
