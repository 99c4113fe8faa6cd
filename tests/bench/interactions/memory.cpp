// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/inside/inside.h"
#include "tests/bench/interactions/interactions.h"

namespace cordon::bench {

/// What the window's process holds when every answer is there.
Results memory(Stage& stage)
{
    Measured result = stage.begin("memory", "resident with the window open", {{}, 150, 200, 700});
    result.unit = QStringLiteral("MiB");
    const QString workspace = stage.workspace();
    stage.closeSession();
    std::vector<double> figures;
    double peak = 0;
    for (int round = 0; round < 3; ++round) {
        const QJsonObject answer = startInside({QStringLiteral("window"), workspace}).object;
        figures.push_back(answer[QStringLiteral("resident_mib")].toDouble());
        peak = std::max(peak, answer[QStringLiteral("peak_mib")].toDouble());
    }
    result.ours = figureOf(figures);
    result.runs = 3;
    result.note = QStringLiteral("peak %1 MiB").arg(peak, 0, 'f', 0);
    return {result};
}

} // namespace cordon::bench
