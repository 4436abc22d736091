FROM eclipse-temurin:25-jdk AS build
WORKDIR /workspace
COPY --link .mvn/ .mvn/
COPY --link mvnw pom.xml ./
RUN --mount=type=cache,target=/root/.m2,sharing=locked ./mvnw -B dependency:go-offline
COPY --link src src
RUN --mount=type=cache,target=/root/.m2,sharing=locked ./mvnw -B package -DskipTests
RUN java -Djarmode=tools -jar target/*.jar extract --layers --destination extracted

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="Shop" org.opencontainers.image.licenses='Apache-2.0'
COPY --from=build /workspace/extracted/dependencies/ ./
COPY --from=build /workspace/extracted/application/ ./
ENTRYPOINT exec java $JAVA_OPTS -jar shop.jar
