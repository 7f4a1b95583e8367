export const id = 315;
export const ids = [315];
export const modules = {

/***/ 50315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   workflowArtifacts: () => (/* binding */ workflowArtifacts)
/* harmony export */ });
/* harmony import */ var _actions_artifact__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(91252);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _until_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(81784);





/** For one upload, list or download, with all the attempts that the client makes: it has no time of its own, and no signal. */
const TIMEOUT_MS = 120_000;
/** Artifacts of the workflow run. Large: it is loaded only where something is uploaded or downloaded. */
function workflowArtifacts(cancelled) {
    const client = new _actions_artifact__WEBPACK_IMPORTED_MODULE_0__/* .DefaultArtifactClient */ .t9();
    const bounded = (start) => (0,_until_js__WEBPACK_IMPORTED_MODULE_4__/* .within */ .ux)(TIMEOUT_MS, cancelled, 'the artifact service', start);
    return {
        async upload(name, files, root) {
            const { id, digest } = await bounded(() => client.uploadArtifact(name, [...files], root));
            if (id === undefined)
                throw new Error(`the artifact ${name} got no id (${digest ?? 'nothing was uploaded'})`);
            const { env } = process;
            const run = `${env['GITHUB_SERVER_URL'] ?? 'https://github.com'}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`;
            return { id: String(id), url: `${run}/artifacts/${id}` };
        },
        async list() {
            const { artifacts } = await bounded(() => client.listArtifacts({ latest: true }));
            return artifacts.map(({ id, name }) => ({ id: String(id), name }));
        },
        async read({ id, name }, path, maxBytes) {
            const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(process.env['RUNNER_TEMP'] || (0,node_os__WEBPACK_IMPORTED_MODULE_2__.tmpdir)(), 'amplify-import-auth-'));
            try {
                await bounded(() => client.downloadArtifact(Number(id), { path: folder }));
                const file = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, path);
                const { size } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.stat)(file);
                if (size > maxBytes)
                    throw new Error(`${path} of ${name} is larger than ${maxBytes} bytes`);
                return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file, 'utf8');
            }
            catch (error) {
                if (error.code === 'ENOENT')
                    return undefined;
                throw error;
            }
            finally {
                await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.rm)(folder, { recursive: true, force: true });
            }
        },
    };
}


/***/ })

};
