// SPDX-License-Identifier: Apache-2.0
#include "app/simulator/listener.h"

#include "app/simulator/connection.h"
#include "core/domain/visible_text.h"

#include <arpa/inet.h>
#include <mutex>
#include <set>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace cordon::simulator {

using namespace Qt::StringLiterals;

namespace {

/// A connection that says nothing is kept this long, as web servers do.
constexpr std::chrono::seconds kIdle{75};
/// Each open connection holds a thread; browsers open six.
constexpr std::size_t kThreads = 32;
constexpr std::size_t kLargestBody = std::size_t{8} * 1024 * 1024;

Request fromLibrary(const httplib::Request& from, std::string body)
{
    Request request;
    request.method = QByteArray::fromStdString(from.method);
    request.target = QByteArray::fromStdString(from.target);
    request.remoteAddress = QString::fromStdString(from.remote_addr);
    request.body = QByteArray::fromStdString(body);
    for (const auto& header : from.headers) {
        request.headers.emplace_back(QByteArray::fromStdString(header.first), QByteArray::fromStdString(header.second));
    }
    return request;
}

void toLibrary(const Answer& answer, httplib::Response& to)
{
    to.status = answer.status;
    for (const auto& header : answer.headers) {
        to.set_header(header.first.toStdString(), header.second.toStdString());
    }
    to.set_content(answer.body.toStdString(), answer.contentType.toStdString());
}

/// cpp-httplib with its socket loop replaced: the library's own looks for the next request in
/// ticks, and cannot be stopped while a client keeps its connection open.
class Server : public httplib::Server {
public:
    Server(Listener::Handler handler, std::chrono::milliseconds roundTrip)
        : m_handler(std::move(handler)), m_roundTrip(roundTrip)
    {
        new_task_queue = [] { return new httplib::ThreadPool(kThreads); };
        set_tcp_nodelay(true); // 43 ms a request without
        set_payload_max_length(kLargestBody);
        set_keep_alive_timeout(kIdle.count());
        set_keep_alive_max_count(1'000'000); // told to the client; nothing is counted
        set_socket_options([](socket_t socket) {
            // Not the library's SO_REUSEPORT, which would let two registries share a port.
            const int on = 1;
            ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        });
        set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
            if (request.method == "POST") {
                return HandlerResponse::Unhandled;
            }
            respond(request, {}, response);
            return HandlerResponse::Handled;
        });
        // Without a content reader the library refuses forms over 8 KiB.
        Post("/", [this](const httplib::Request& request, httplib::Response& response,
                         const httplib::ContentReader& read) { post(request, response, read); });
    }

    void shutDown()
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_stopping = true;
            for (const socket_t socket : m_open) {
                ::shutdown(socket, SHUT_RD); // answers under way still leave
            }
        }
        stop();
    }

private:
    void respond(const httplib::Request& request, std::string body, httplib::Response& response)
    {
        const Answer answer = m_handler(fromLibrary(request, std::move(body)));
        if (m_roundTrip.count() > 0) {
            std::this_thread::sleep_for(m_roundTrip);
        }
        toLibrary(answer, response);
    }

    void post(const httplib::Request& request, httplib::Response& response, const httplib::ContentReader& read)
    {
        std::string body;
        const bool announced = request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
        const bool whole = !announced || read([&body](const char* data, size_t length) {
            body.append(data, length);
            return true;
        });
        if (whole) {
            respond(request, std::move(body), response);
        } else if (response.status < 400) {
            response.status = 400; // half a form is no form
        }
    }

    bool process_and_close_socket(socket_t socket) override
    {
        if (enter(socket)) {
            Connection connection(socket);
            bool open = true;
            while (open && connection.waitForRequest(kIdle)) {
                open = serveOne(connection);
            }
            leave(socket);
        }
        ::shutdown(socket, SHUT_RDWR);
        ::close(socket);
        return true;
    }

    bool serveOne(Connection& connection)
    {
        bool closed = false;
        bool lastOne = false;
        const bool served = process_request(connection, false, closed, [&lastOne](httplib::Request& request) {
            request.path.assign(1, '/'); // the site reads the raw target; this only finds the handler above
            request.headers.erase("Accept-Encoding"); // on loopback, packing costs more than it saves
            const bool strayBody = request.has_header("Content-Length") || request.has_header("Transfer-Encoding");
            if (request.method != "POST" && strayBody) {
                request.set_header("Connection", "close"); // nobody reads that body: no next request
                lastOne = true;
            }
        });
        return connection.flush() && served && !closed && !lastOne && !isStopping();
    }

    bool enter(socket_t socket)
    {
        const std::scoped_lock lock(m_mutex);
        return !m_stopping && m_open.insert(socket).second;
    }

    void leave(socket_t socket)
    {
        const std::scoped_lock lock(m_mutex);
        m_open.erase(socket);
    }

    bool isStopping()
    {
        const std::scoped_lock lock(m_mutex);
        return m_stopping;
    }

    Listener::Handler m_handler;
    std::chrono::milliseconds m_roundTrip;
    std::mutex m_mutex;
    std::set<socket_t> m_open;
    bool m_stopping = false;
};

struct Place {
    std::string host;
    int port = 0;
    bool isV6 = false;
};

/// Loopback by number: a name could be anybody's.
Result<Place> placeOf(const QString& where)
{
    const qsizetype colon = where.lastIndexOf(u':');
    bool isNumber = false;
    const int port = where.mid(colon + 1).toInt(&isNumber);
    QString host = where.left(colon);
    const bool bracketed = host.startsWith(u'[') && host.endsWith(u']');
    host = bracketed ? host.mid(1, host.size() - 2) : host;
    host = host == "localhost"_L1 ? u"127.0.0.1"_s : host;
    if (colon < 0 || !isNumber || port < 0 || port > 65535) {
        return failure(ErrorKind::BadInput, "\""_L1 % forCell(where) % "\" is no address to listen on."_L1, {},
                       u"Write HOST:PORT, for example 127.0.0.1:0."_s);
    }
    in_addr v4{};
    in6_addr v6{};
    const std::string text = host.toStdString();
    const bool isV4Loopback = ::inet_pton(AF_INET, text.c_str(), &v4) == 1 && (ntohl(v4.s_addr) >> 24) == 127;
    const bool isV6Loopback = bracketed && ::inet_pton(AF_INET6, text.c_str(), &v6) == 1 && IN6_IS_ADDR_LOOPBACK(&v6);
    if (!isV4Loopback && !isV6Loopback) {
        return failure(ErrorKind::BadInput,
                       "The simulated registry listens on loopback only, not on \""_L1 % forCell(host) % "\"."_L1, {},
                       u"Use 127.0.0.1:PORT or [::1]:PORT."_s);
    }
    return Place{text, port, isV6Loopback};
}

} // namespace

struct Listener::Parts {
    Parts(Handler handler, std::chrono::milliseconds roundTrip) : server(std::move(handler), roundTrip) {}

    Server server;
    std::thread thread;
    QString url;
};

Listener::Listener(std::unique_ptr<Parts> parts) : m_parts(std::move(parts)) {}

Listener::~Listener()
{
    m_parts->server.shutDown();
    m_parts->thread.join();
}

Result<std::unique_ptr<Listener>> Listener::start(const QString& where, Handler handler,
                                                  std::chrono::milliseconds roundTrip)
{
    const auto place = placeOf(where);
    if (!place) {
        return tl::unexpected(place.error());
    }
    auto parts = std::make_unique<Parts>(std::move(handler), roundTrip);
    int port = place->port;
    if (port == 0) {
        port = parts->server.bind_to_any_port(place->host);
    } else if (!parts->server.bind_to_port(place->host, port)) {
        port = -1;
    }
    if (port <= 0) {
        return failure(ErrorKind::Io, "Cannot listen on "_L1 % forCell(where) % ": the port is taken."_L1, {},
                       u"Choose another port, or 0 for any free one."_s);
    }
    parts->url = "http://"_L1 % (place->isV6 ? u"["_s : QString()) % QString::fromStdString(place->host) %
                 (place->isV6 ? u"]"_s : QString()) % ':'_L1 % QString::number(port);
    parts->thread = std::thread([server = &parts->server] { server->listen_after_bind(); });
    while (!parts->server.is_running()) {
        std::this_thread::yield(); // stop() before this point would be lost
    }
    return std::unique_ptr<Listener>(new Listener(std::move(parts)));
}

QString Listener::url() const
{
    return m_parts->url;
}

} // namespace cordon::simulator
