// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/simulator/simulator.h"
#include "tests/unit/simulator/browser.h"

#include <httplib.h>

#include <memory>

namespace cordon::test {

/// A browser whose requests really cross loopback, over one kept connection.
inline Browser browserOver(const QString& url, const QByteArray& cookie = {})
{
    auto client = std::make_shared<httplib::Client>(url.toStdString());
    client->set_keep_alive(true);
    client->set_tcp_nodelay(true);
    client->set_read_timeout(std::chrono::seconds(20));
    const auto send = [client](const simulator::Request& request) {
        httplib::Request wire;
        wire.method = request.method.toStdString();
        wire.path = request.target.toStdString();
        wire.body = request.body.toStdString();
        for (const auto& header : request.headers) {
            if (header.first != "Host") {
                wire.set_header(header.first.toStdString(), header.second.toStdString());
            }
        }
        simulator::Answer answer;
        answer.status = 0;
        if (const auto result = client->send(wire)) {
            answer.status = result->status;
            answer.body = QByteArray::fromStdString(result->body);
            for (const auto& header : result->headers) {
                answer.headers.emplace_back(QByteArray::fromStdString(header.first),
                                            QByteArray::fromStdString(header.second));
            }
        }
        return answer;
    };
    return Browser(send, cookie);
}

/// The superuser, with a session that is open already and a token at hand.
inline Browser adminOver(simulator::Simulator& registry)
{
    Browser admin = browserOver(registry.url(), registry.openSessionCookie().toLatin1());
    admin.get("/admin/");
    return admin;
}

} // namespace cordon::test
