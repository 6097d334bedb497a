import { create, toBinary } from "@bufbuild/protobuf";
import type { Message } from "@bufbuild/protobuf";
import { fileDesc, messageDesc, serviceDesc } from "@bufbuild/protobuf/codegenv2";
import type { GenMessage, GenService } from "@bufbuild/protobuf/codegenv2";
import { base64Encode } from "@bufbuild/protobuf/wire";
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  file_google_protobuf_wrappers,
  FileDescriptorProtoSchema,
} from "@bufbuild/protobuf/wkt";
import type { StringValueSchema } from "@bufbuild/protobuf/wkt";

const TEXT = { inputType: ".google.protobuf.StringValue", outputType: ".google.protobuf.StringValue" };

/** What `protoc-gen-es` would have made of `shop/v1/payment.proto`, without running it. */
const file = fileDesc(
  base64Encode(
    toBinary(
      FileDescriptorProtoSchema,
      create(FileDescriptorProtoSchema, {
        name: "shop/v1/payment.proto",
        package: "shop.v1",
        syntax: "proto3",
        dependency: ["google/protobuf/wrappers.proto"],
        messageType: [
          { name: "ChargeRequest", field: [text("order_id", "orderId")] },
          { name: "ChargeResponse", field: [text("payment_id", "paymentId")] },
        ],
        service: [
          {
            name: "PaymentService",
            method: [
              { name: "Charge", inputType: ".shop.v1.ChargeRequest", outputType: ".shop.v1.ChargeResponse" },
              { ...TEXT, name: "Watch", serverStreaming: true },
              { ...TEXT, name: "Upload", clientStreaming: true },
              { ...TEXT, name: "Talk", clientStreaming: true, serverStreaming: true },
            ],
          },
        ],
      }),
    ),
  ),
  [file_google_protobuf_wrappers],
);

function text(name: string, jsonName: string) {
  return { name, jsonName, number: 1, type: FieldDescriptorProto_Type.STRING, label: FieldDescriptorProto_Label.OPTIONAL };
}

export type ChargeRequest = Message<"shop.v1.ChargeRequest"> & { orderId: string };
export const ChargeRequestSchema: GenMessage<ChargeRequest> = messageDesc(file, 0);

export type ChargeResponse = Message<"shop.v1.ChargeResponse"> & { paymentId: string };
export const ChargeResponseSchema: GenMessage<ChargeResponse> = messageDesc(file, 1);

interface Text<Kind extends "server_streaming" | "client_streaming" | "bidi_streaming"> {
  methodKind: Kind;
  input: typeof StringValueSchema;
  output: typeof StringValueSchema;
}

/** A method of each of the four kinds. */
export const PaymentService: GenService<{
  charge: { methodKind: "unary"; input: typeof ChargeRequestSchema; output: typeof ChargeResponseSchema };
  watch: Text<"server_streaming">;
  upload: Text<"client_streaming">;
  talk: Text<"bidi_streaming">;
}> = serviceDesc(file, 0);
