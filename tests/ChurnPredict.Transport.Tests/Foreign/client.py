"""The official Python client against the test service: every check prints one line, "ok NAME" or "FAILED NAME: why".

Usage: python3 client.py HOST:PORT GENERATED_FOLDER [--tls CERTIFICATE.pem] [--long]
GENERATED_FOLDER holds what protoc and grpc_python_plugin made of the test, health and reflection protos.
"""
import os
import resource
import sys
import threading
import time
import traceback

arguments = sys.argv[1:]
is_long = "--long" in arguments
if is_long:
    arguments.remove("--long")
certificate = None
if "--tls" in arguments:
    at = arguments.index("--tls")
    certificate = arguments[at + 1]
    del arguments[at:at + 2]
address, generated = arguments
sys.path.insert(0, generated)
# The folder "grpc" of generated code would hide the package; its modules are added to the package instead.
import grpc  # noqa: E402
grpc.__path__.append(os.path.join(generated, "grpc"))
import transport_test_pb2 as messages  # noqa: E402
import transport_test_pb2_grpc as services  # noqa: E402
from google.protobuf import descriptor_pb2  # noqa: E402
from grpc.health.v1 import health_pb2, health_pb2_grpc  # noqa: E402
from grpc.reflection.v1 import reflection_pb2 as v1, reflection_pb2_grpc as v1_grpc  # noqa: E402
from grpc.reflection.v1alpha import reflection_pb2 as alpha, reflection_pb2_grpc as alpha_grpc  # noqa: E402


def connect(**options):
    if certificate is None:
        return grpc.insecure_channel(address, **options)
    with open(certificate, "rb") as file:
        credentials = grpc.ssl_channel_credentials(file.read())
    return grpc.secure_channel(address, credentials, options=[("grpc.ssl_target_name_override", "localhost")], **options)


channel = connect()
client = services.TestServiceStub(channel)


def failure(call):
    try:
        call()
    except grpc.RpcError as error:
        return error
    raise AssertionError("expected the call to fail")


def equal(found, expected):
    assert found == expected, f"found {found!r}, expected {expected!r}"


def until(is_so):
    for _ in range(1000):
        if is_so():
            return
        time.sleep(0.02)
    raise AssertionError("waited in vain")


def unary():
    for length in (0, 1, 100_000, 4_000_000):
        response = client.Unary(messages.TestMessage(text="顧客", payload=bytes(length)))
        equal((response.text, len(response.payload)), ("顧客", length))


def client_stream():
    summary = client.Collect(messages.TestMessage(number=number) for number in range(1, 1001))
    equal((summary.count, summary.sum), (1000, 500500))


def server_stream():
    responses = client.Expand(messages.ExpandRequest(count=1000, payload=bytes(100)))
    equal([response.number for response in responses], list(range(1000)))


def both_streams():
    turn = threading.Semaphore(1)

    def requests():
        for number in range(200):
            turn.acquire()
            yield messages.TestMessage(number=number)

    expected = 0
    for response in client.Chat(requests()):
        equal(response.number, expected)
        expected += 1
        turn.release()
    equal(expected, 200)


def error_with_details():
    details = bytes([8, 5, 18, 3, 97, 98, 99])
    error = failure(lambda: client.Fail(messages.FailRequest(code=5, detail="100 % 顧客\nnot found", details_bin=details)))
    equal(error.code(), grpc.StatusCode.NOT_FOUND)
    equal(error.details(), "100 % 顧客\nnot found")
    trailers = dict(error.trailing_metadata())
    equal(trailers["grpc-status-details-bin"], details)
    equal(trailers["t-reason"], "asked for")


def handler_exception():
    error = failure(lambda: client.Fail(messages.FailRequest(throw=True, detail="a secret")))
    equal(error.code(), grpc.StatusCode.UNKNOWN)
    assert "secret" not in error.details()


def unknown_method():
    missing = channel.unary_unary("/churnpredict.transport.test.TestService/Missing")
    equal(failure(lambda: missing(b"")).code(), grpc.StatusCode.UNIMPLEMENTED)


def too_large():
    error = failure(lambda: client.Unary(messages.TestMessage(payload=bytes(5_000_000))))
    equal(error.code(), grpc.StatusCode.RESOURCE_EXHAUSTED)


def deadline():
    for seconds in (0.001, 0.2):
        error = failure(lambda: client.Wait(messages.WaitRequest(milliseconds=600_000), timeout=seconds))
        equal(error.code(), grpc.StatusCode.DEADLINE_EXCEEDED)
    seen = client.Inspect(messages.TestMessage(), timeout=60)
    # grpcio rounds what is left up to three digits.
    assert seen.has_deadline and 0 < seen.milliseconds_left <= 61_000, seen


def cancellation():
    def counters():
        return client.GetCounters(messages.TestMessage())

    before = counters().cancelled
    waiting = client.Wait.future(messages.WaitRequest(milliseconds=600_000))
    until(lambda: counters().running > 0)
    waiting.cancel()
    until(lambda: counters().cancelled > before)


def gzip():
    with connect(compression=grpc.Compression.Gzip) as zipping:
        stub = services.TestServiceStub(zipping)
        text = "あ" * 100_000
        equal(stub.Unary(messages.TestMessage(text=text)).text, text)
        responses = list(stub.Chat(iter([messages.TestMessage(text=text)])))
        equal([response.text for response in responses], [text])


def metadata_and_trailers():
    data = bytes([0, 1, 2, 253, 254, 255])
    sent = (("x-text", "some text"), ("x-data-bin", data), ("t-text", "at the end"), ("t-data-bin", data))
    seen, call = client.Inspect.with_call(messages.TestMessage(), metadata=sent)
    equal(seen.headers["x-text"], "some text")
    equal(seen.binary_headers["x-data-bin"], data)
    headers, trailers = dict(call.initial_metadata()), dict(call.trailing_metadata())
    equal((headers["x-text"], headers["x-data-bin"]), ("some text", data))
    equal((trailers["t-text"], trailers["t-data-bin"]), ("at the end", data))


def health():
    stub = health_pb2_grpc.HealthStub(channel)
    status = health_pb2.HealthCheckResponse.ServingStatus
    equal(stub.Check(health_pb2.HealthCheckRequest()).status, status.Value("SERVING"))
    unknown = failure(lambda: stub.Check(health_pb2.HealthCheckRequest(service="no.such")))
    equal(unknown.code(), grpc.StatusCode.NOT_FOUND)
    service = f"python-{os.getpid()}"
    watch = stub.Watch(health_pb2.HealthCheckRequest(service=service))
    equal(next(watch).status, status.Value("SERVICE_UNKNOWN"))
    for name in ("SERVING", "NOT_SERVING"):
        client.SetHealth(messages.TestMessage(text=service, number=status.Value(name)))
        equal(next(watch).status, status.Value(name))
    watch.cancel()


def reflection():
    for module, stubs in ((v1, v1_grpc), (alpha, alpha_grpc)):
        questions = [
            module.ServerReflectionRequest(list_services=""),
            module.ServerReflectionRequest(file_containing_symbol="churnpredict.transport.test.TestService.Chat"),
            module.ServerReflectionRequest(file_by_filename="transport_test.proto"),
            module.ServerReflectionRequest(file_by_filename="missing.proto"),
        ]
        answers = list(stubs.ServerReflectionStub(channel).ServerReflectionInfo(iter(questions)))
        names = [service.name for service in answers[0].list_services_response.service]
        assert "churnpredict.transport.test.TestService" in names and "grpc.health.v1.Health" in names, names
        file = descriptor_pb2.FileDescriptorProto.FromString(answers[1].file_descriptor_response.file_descriptor_proto[0])
        equal([service.name for service in file.service], ["TestService"])
        equal(answers[2].file_descriptor_response, answers[1].file_descriptor_response)
        equal(answers[3].error_response.error_code, grpc.StatusCode.NOT_FOUND.value[0])


def long_stream():
    count, ahead = 100_000, threading.Semaphore(1000)
    payload = bytes(1000)

    def requests():
        for number in range(count):
            # grpcio takes requests as fast as they come; what is on its way is bounded here, the rest by the server.
            ahead.acquire()
            yield messages.TestMessage(number=number, payload=payload)

    # On a connection of its own: the stream that is measured may have used up the window of the other one.
    watcher = services.TestServiceStub(connect(compression=grpc.Compression.NoCompression))

    def server_memory():
        return watcher.GetCounters(messages.TestMessage()).memory

    at_start, own_at_start, at_most, expected = server_memory(), own_memory(), 0, 0
    for response in client.Chat(requests()):
        equal(response.number, expected)
        expected += 1
        ahead.release()
        if expected % 10_000 == 0:
            at_most = max(at_most, server_memory())
    equal(expected, count)
    assert at_most - at_start < 64e6, f"server grew by {at_most - at_start} bytes"
    assert own_memory() - own_at_start < 200e6, f"client grew by {own_memory() - own_at_start} bytes"


def own_memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


checks = [unary, client_stream, server_stream, both_streams, error_with_details, handler_exception, unknown_method, too_large,
          deadline, cancellation, gzip, metadata_and_trailers, health, reflection]
for check in checks + ([long_stream] if is_long else []):
    try:
        check()
        print(f"ok {check.__name__}", flush=True)
    except Exception:
        print(f"FAILED {check.__name__}: {traceback.format_exc()}".replace("\n", " "), flush=True)
