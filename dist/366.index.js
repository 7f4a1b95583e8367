export const id = 366;
export const ids = [366];
export const modules = {

/***/ 22366:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   workflowArtifacts: () => (/* binding */ workflowArtifacts)
/* harmony export */ });
/* harmony import */ var _actions_artifact__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2214);

/** Artifacts of the workflow run. Large: it is loaded only where something is uploaded. */
function workflowArtifacts() {
    const client = new _actions_artifact__WEBPACK_IMPORTED_MODULE_0__/* .DefaultArtifactClient */ .t9();
    return {
        async upload(name, files, root) {
            const { id, digest } = await client.uploadArtifact(name, [...files], root);
            if (id === undefined)
                throw new Error(`the artifact ${name} got no id (${digest ?? 'nothing was uploaded'})`);
            const { env } = process;
            const run = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
            return { id: String(id), url: `${run}/artifacts/${id}` };
        },
    };
}


/***/ })

};
