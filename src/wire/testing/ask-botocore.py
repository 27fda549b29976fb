"""Answers, for each JSON line of standard input, what botocore writes for an input or reads from an answer."""
import base64
import datetime
import json
import sys
import urllib.parse

import botocore.parsers
import botocore.serialize
import botocore.session
from botocore.awsrequest import HeadersDict

session = botocore.session.get_session()
models = {}


def model(name):
    if name not in models:
        models[name] = session.get_service_model(name)
    return models[name]


def from_json(shape, value):
    if shape.type_name == "structure":
        return {key: from_json(shape.members[key], entry) for key, entry in value.items()}
    if shape.type_name == "list":
        return [from_json(shape.member, entry) for entry in value]
    if shape.type_name == "map":
        return {key: from_json(shape.value, entry) for key, entry in value.items()}
    if shape.type_name == "timestamp":
        return datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
    if shape.type_name == "blob":
        return base64.b64decode(value)
    return value


def to_json(value):
    if isinstance(value, datetime.datetime):
        text = value.astimezone(datetime.timezone.utc).isoformat(timespec="milliseconds")
        return text.replace("+00:00", "Z")
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(type(value))


def known(shape, value):
    """The value without the members that this version of botocore does not know."""
    if shape is None:
        return value
    if shape.type_name == "structure":
        return {key: known(shape.members[key], entry) for key, entry in value.items() if key in shape.members}
    if shape.type_name == "list":
        return [known(shape.member, entry) for entry in value]
    if shape.type_name == "map":
        return {key: known(shape.value, entry) for key, entry in value.items()}
    # Route 53's MaxItems is a number in the model and text in botocore.
    return str(value) if shape.type_name == "string" else value


def write(service, operation, value):
    serializer = botocore.serialize.create_serializer(service.resolved_protocol, False)
    shape = operation.input_shape
    if shape and known(shape, value) != value:
        return None
    parameters = from_json(shape, value) if shape else {}
    request = serializer.serialize_to_request(parameters, operation)
    path, _, query = request["url_path"].partition("?")
    body = request["body"]
    if isinstance(body, dict):
        body = urllib.parse.urlencode(body)
    query = "&".join(filter(None, [query, urllib.parse.urlencode(request["query_string"])]))
    return {
        "method": request["method"],
        "path": path,
        "query": query,
        "headers": {name: str(value) for name, value in request["headers"].items()},
        "body": body.decode() if isinstance(body, bytes) else body,
    }


def read(service, operation, status, headers, body):
    parser = botocore.parsers.create_parser(service.resolved_protocol)
    answer = {"status_code": status, "headers": HeadersDict(headers), "body": body.encode()}
    return parser.parse(answer, operation.output_shape)


def numbers(operation, found):
    """The type of each number below the input, as `Shape.Member`."""
    seen = set()

    def walk(shape):
        if shape.name in seen:
            return
        seen.add(shape.name)
        members = {}
        if shape.type_name == "structure":
            members = shape.members
        elif shape.type_name == "list":
            members = {"member": shape.member}
        elif shape.type_name == "map":
            members = {"value": shape.value}
        for name, member in members.items():
            if member.type_name in ("integer", "long", "float", "double"):
                found[shape.name + "." + name] = member.type_name
            walk(member)

    if operation.input_shape:
        walk(operation.input_shape)


for line in sys.stdin:
    request = json.loads(line)
    service = model(request["service"])
    if request["do"] == "numbers":
        answer = {}
        for name in request["operations"]:
            numbers(service.operation_model(name), answer)
    elif request["operation"] not in service.operation_names:
        answer = None
    elif request["do"] == "write":
        answer = write(service, service.operation_model(request["operation"]), request["input"])
    else:
        operation = service.operation_model(request["operation"])
        answer = {
            "read": read(service, operation, request["status"], request["headers"], request["body"]),
            "known": known(operation.output_shape, request.get("output", {})),
        }
    print(json.dumps(answer, default=to_json), flush=True)
