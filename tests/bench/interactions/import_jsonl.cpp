// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/generator/trouble.h"
#include "tests/bench/inside/inside.h"
#include "tests/bench/interactions/interactions.h"

namespace cordon::bench {

/// All kinds of rows from one file into a new workspace, in a process of its own for its memory.
Results importJsonLines(Stage& stage)
{
    Measured time = stage.begin("import-jsonl", "import everything from JSON Lines", {{}, 500, 2000, 45'000});
    Measured memory = stage.begin("import-jsonl-memory", "the most memory it held", {{}, 1024, 1024, 1024});
    memory.unit = QStringLiteral("MiB");
    const QString file = QString::fromStdString(stage.dataset().jsonLines);
    stage.closeSession();
    std::vector<double> times, peaks;
    const Rounds wanted = stage.rounds(stage.scale().name == 'L' ? 1 : 3);
    for (int round = 0; round < wanted.least; ++round) {
        const QString workspace = stage.scratch(QStringLiteral("import-jsonl"));
        const QJsonObject answer = startInside({QStringLiteral("import"), workspace, file}).object;
        if (answer[QStringLiteral("uploads")].toDouble() != static_cast<double>(stage.scale().uploads) ||
            answer[QStringLiteral("rejected")].toDouble() != 0) {
            throw Trouble("import-jsonl: not every upload is there");
        }
        times.push_back(answer[QStringLiteral("ms")].toDouble());
        peaks.push_back(answer[QStringLiteral("peak_mib")].toDouble());
    }
    time.ours = figureOf(times);
    memory.ours = figureOf(peaks);
    time.runs = memory.runs = wanted.least;
    memory.note = QStringLiteral("peak; the snapshot's size may be added to the goal");
    return {time, memory};
}

} // namespace cordon::bench
